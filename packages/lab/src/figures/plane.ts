import * as Plot from "@observablehq/plot";
import type { Tone } from "../figure.js";
import { clipPolyline } from "./clip-polyline.js";
import {
  alongOf,
  arrows,
  BESIDE_LEGEND,
  type Canvas,
  curve,
  legend,
  names,
  place,
  regions,
  text,
  within,
} from "./plane-layers.js";
import { fitting, LINE, legendOf, legendWidth } from "./plane-legend.js";
import { penOf, pointShape, px, type Shape } from "./plane-shapes.js";
import { FONT } from "./plane-style.js";
import { axisLabel, scaleOf } from "./scale.js";
import { height, margins, width } from "./style.js";
import type { Marks, Of } from "./timeline.js";

type Plane = Of<"plane">;

/** Below the frame, for the numbers and the name of the x axis. */
const BELOW = 52;
/** Beside a plane without a legend: room for the last number of the x axis. */
const NARROW = 26;
const CHARACTER = 7;
/** A label of the y axis with so few characters is not turned. */
const UPRIGHT = 3;

/** What is drawn behind first: faint, then thin, then what matters. */
const layers: readonly Tone[] = [
  "trajectory",
  "unstable-manifold",
  "separatrix",
  "first-nullcline",
  "second-nullcline",
  "unstable",
  "unstable-cycle",
  "stable",
  "stable-cycle",
  "fold",
  "hopf",
];

/** Font of a label that has so many pixels of room. */
const fontFor = (label: string, room: number): number =>
  Math.min(FONT, (FONT * room) / (CHARACTER * Math.max(1, label.length)));

/** Phase planes and bifurcation diagrams. */
export function plane(figure: Plane): Marks {
  const { curves, points } = figure;
  const most = Math.floor((height - margins.top - BELOW) / (LINE + 2));
  const entries = fitting(legendOf(figure), most);
  const right = entries.length === 0 ? NARROW : legendWidth(entries) + BESIDE_LEGEND;
  const frame = { left: margins.left, right: width - right, top: margins.top, bottom: height - BELOW };
  const xs = [...curves.flatMap((c) => [...c.x]), ...points.map((p) => p.x)];
  const ys = [...curves.flatMap((c) => [...c.y]), ...points.map((p) => p.y)];
  const x = scaleOf(figure.x, xs, frame.left, frame.right);
  const y = scaleOf(figure.y, ys, frame.bottom, frame.top);
  const drawn = curves
    .map(({ tone, palette, ...c }) => ({
      tone,
      palette,
      pieces: clipPolyline(
        c.x.map((at, i) => place({ x, y }, at, c.y[i]!)),
        frame,
      ),
    }))
    .filter(({ pieces }) => pieces.length > 0)
    .sort((a, b) => layers.indexOf(a.tone) - layers.indexOf(b.tone));
  const along = alongOf(drawn.filter(({ tone }) => tone !== "trajectory").flatMap(({ pieces }) => pieces));

  const draw = (what: (canvas: Canvas) => readonly Shape[]): Plot.RenderFunction =>
    ((...[, , , , { document }]: Parameters<Plot.RenderFunction>) =>
      penOf(document as never)("g", {}, what({ pen: penOf(document as never), frame, x, y }))) as never;
  const [below, beside] = [axisLabel(figure.x), axisLabel(figure.y)];
  const axis = { labelAnchor: "center", labelArrow: "none", fontSize: FONT } as const;
  const tickFont = { fontSize: FONT };
  return {
    options: {
      marginBottom: BELOW,
      marginRight: right,
      x: { type: x.type, domain: [...x.domain], label: null, ticks: 6 },
      y: { type: y.type, domain: [...y.domain], label: null, ticks: 6 },
      marks: [
        draw((canvas) => [
          ...(figure.regions ? [regions(canvas, figure.regions)] : []),
          ...(figure.arrows ? [arrows(canvas, figure.arrows)] : []),
          canvas.pen("rect", {
            x: frame.left,
            y: frame.top,
            width: px(frame.right - frame.left),
            height: px(frame.bottom - frame.top),
            fill: "none",
            stroke: "#bbb",
          }),
        ]),
        Plot.axisX({ anchor: "bottom", ...axis, ...tickFont, ticks: 6 }),
        Plot.axisY({ anchor: "left", ...axis, ...tickFont, ticks: 6 }),
        draw((canvas) => [
          ...drawn.map(({ tone, palette, pieces }) => curve(canvas, tone, pieces, palette)),
          ...points
            .map((point) => ({ ...point, at: place(canvas, point.x, point.y) }))
            .filter(({ at }) => within(at, frame))
            .map(({ kind, at }) => pointShape(canvas.pen, kind, at)),
          names(canvas, figure, along),
          legend(canvas, entries),
          text(canvas.pen, [(frame.left + frame.right) / 2, height - 12], below, {
            "font-size": fontFor(below, frame.right - frame.left),
          }),
          text(canvas.pen, [0, 0], beside, {
            "font-size": fontFor(beside, frame.bottom - frame.top),
            transform:
              `translate(14,${(frame.top + frame.bottom) / 2})` +
              (beside.length > UPRIGHT ? " rotate(-90)" : ""),
          }),
        ]),
      ],
    },
  };
}
