import type { Tone } from "../figure.js";
import type { Frame, Pixel } from "./clip-polyline.js";
import { placeMarks } from "./place-marks.js";
import { type LegendEntry, LINE } from "./plane-legend.js";
import { headPath, type Pen, pathOf, pointShape, px, type Shape } from "./plane-shapes.js";
import { arrowColour, FONT, strokes, tintOf } from "./plane-style.js";
import type { Scale } from "./scale.js";
import { colourOf, ink } from "./style.js";
import type { Of } from "./timeline.js";

type Plane = Of<"plane">;

/** Between the frame and the legend, in pixels. */
export const BESIDE_LEGEND = 16;
/** A trajectory shorter than this has no head. */
const SHORTEST = 30;
/** A head is so many pixels along at most, where trajectories are still apart. */
const FURTHEST_HEAD = 50;
/** Arrows of the field against the distance between two of them. */
const ARROW = 0.62;
const directed = new Set<Tone>(["trajectory", "unstable-manifold"]);

/** Where and with what a plane is drawn. */
export interface Canvas {
  readonly pen: Pen;
  readonly frame: Frame;
  readonly x: Scale;
  readonly y: Scale;
}

export const place = ({ x, y }: Pick<Canvas, "x" | "y">, at: number, up: number): Pixel => [
  x.toPixel(at),
  y.toPixel(up),
];

export function within([x, y]: Pixel, { left, right, top, bottom }: Frame): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** Regions as rectangles, fields of one class beside each other in one. */
export function regions(
  { pen, frame }: Canvas,
  { columns, rows, classes }: NonNullable<Plane["regions"]>,
): Shape {
  const [w, h] = [(frame.right - frame.left) / columns, (frame.bottom - frame.top) / rows];
  const shapes: Shape[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; ) {
      const own = classes[r * columns + c]!;
      let end = c + 1;
      while (end < columns && classes[r * columns + end] === own) end++;
      const box = {
        x: px(frame.left + c * w),
        y: px(frame.bottom - (r + 1) * h),
        width: px((end - c) * w),
        height: px(h),
      };
      if (own >= 0) shapes.push(pen("rect", { ...box, fill: tintOf(own) }));
      c = end;
    }
  }
  return pen("g", { "shape-rendering": "crispEdges" }, shapes);
}

/** Arrows of one length, as long as lets neighbours be told apart. */
export function arrows({ pen, frame, ...scales }: Canvas, all: NonNullable<Plane["arrows"]>): Shape {
  const area = (frame.right - frame.left) * (frame.bottom - frame.top);
  const length = ARROW * Math.sqrt(area / Math.max(1, all.length));
  const [stems, heads]: [string[], string[]] = [[], []];
  for (const { x, y, dx, dy } of all) {
    const at = place(scales, x, y);
    const slope = (scale: Scale, value: number): number => {
      const h = 1e-4 * (scale.domain[1] - scale.domain[0]);
      return (scale.toPixel(value + h) - scale.toPixel(value)) / h;
    };
    const [u, v] = [dx * slope(scales.x, x), dy * slope(scales.y, y)];
    const speed = Math.hypot(u, v);
    if (!(speed > 0) || !Number.isFinite(speed) || !within(at, frame)) continue;
    const half: Pixel = [(u / speed) * (length / 2), (v / speed) * (length / 2)];
    const tip: Pixel = [at[0] + half[0], at[1] + half[1]];
    stems.push(pathOf([[at[0] - half[0], at[1] - half[1]], tip]));
    heads.push(headPath(tip, half, 4.5));
  }
  return pen("g", {}, [
    pen("path", { d: stems.join(""), stroke: arrowColour, fill: "none" }),
    pen("path", { d: heads.join(""), fill: arrowColour }),
  ]);
}

/** A place some way along a curve, and the direction there; none where the curve is short. */
function headOf(points: readonly Pixel[]): { at: Pixel; along: Pixel } | undefined {
  const lengths = points.slice(1).map(([x, y], i) => Math.hypot(x - points[i]![0], y - points[i]![1]));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total < SHORTEST) return undefined;
  let left = Math.min(0.4 * total, FURTHEST_HEAD);
  const i = lengths.findIndex((length) => {
    left -= length;
    return left <= 0;
  });
  const [a, b] = [points[i]!, points[i + 1]!];
  return { at: b, along: [b[0] - a[0], b[1] - a[1]] };
}

/** @param palette place in the palette, for a colour of its own instead of the tone's */
export function curve(
  { pen }: Canvas,
  tone: Tone,
  pieces: readonly (readonly Pixel[])[],
  palette: number | undefined,
): Shape {
  const { colour: usual, width: wide, dashes } = strokes[tone];
  const colour = palette === undefined ? usual : colourOf(palette);
  const heads = directed.has(tone) ? pieces.flatMap((piece) => headOf(piece) ?? []) : [];
  return pen("g", {}, [
    pen("path", {
      d: pieces.map(pathOf).join(""),
      fill: "none",
      stroke: colour,
      "stroke-width": wide,
      "stroke-linejoin": "round",
      ...(dashes ? { "stroke-dasharray": dashes } : {}),
    }),
    ...heads.map(({ at, along }) => pen("path", { d: headPath(at, along, 7), fill: colour })),
  ]);
}

/** Points along curves, close enough that a label between two of them touches the curve. */
export function alongOf(pieces: readonly (readonly Pixel[])[]): Pixel[] {
  return pieces.flatMap((piece) =>
    piece.slice(1).flatMap((b, i) => {
      const a = piece[i]!;
      const parts = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 4);
      return Array.from({ length: parts }, (_, k): Pixel => {
        const share = (k + 1) / parts;
        return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
      });
    }),
  );
}

export function text(
  pen: Pen,
  [x, y]: Pixel,
  says: string,
  more: Readonly<Record<string, string | number>> = {},
): Shape {
  return pen("text", { x: px(x), y: px(y), fill: ink, "font-size": FONT, dy: "0.35em", ...more }, [says]);
}

/** Names of points, with a line to those that have no room beside theirs. */
export function names(canvas: Canvas, figure: Plane, curves: readonly Pixel[]): Shape {
  const { pen, frame } = canvas;
  const shown = figure.points
    .map(({ label, x, y }) => ({ text: label ?? "", point: place(canvas, x, y) }))
    .filter(({ point }) => within(point, frame));
  const labels = shown.filter((one) => one.text !== "");
  const placed = placeMarks(
    labels,
    shown.map(({ point }) => point),
    curves,
    frame,
  );
  return pen(
    "g",
    {},
    placed.flatMap(({ text: says, point, at, leads }) => [
      ...(leads ? [pen("path", { d: pathOf([point, at]), stroke: "#888", fill: "none" })] : []),
      text(pen, at, says, {
        "font-weight": "bold",
        stroke: "white",
        "stroke-width": 4,
        "paint-order": "stroke",
        "stroke-linejoin": "round",
      }),
    ]),
  );
}

export function legend({ pen, frame }: Canvas, entries: readonly LegendEntry[]): Shape {
  let y = frame.top + 8;
  const left = frame.right + BESIDE_LEGEND;
  return pen(
    "g",
    {},
    entries.flatMap(({ shows, lines }) => {
      const middle: Pixel = [left + 12, y];
      const shape = swatch(pen, shows, middle);
      const words = lines.map((line, i) =>
        text(pen, [left + 32, y + i * LINE], line, { "text-anchor": "start" }),
      );
      y += lines.length * LINE + 3;
      return [shape, ...words];
    }),
  );
}

function swatch(pen: Pen, shows: LegendEntry["shows"], [x, y]: Pixel): Shape {
  if ("region" in shows)
    return pen("rect", {
      x: x - 10,
      y: y - 6,
      width: 20,
      height: 12,
      fill: tintOf(shows.region),
      stroke: "#bbb",
    });
  if ("point" in shows) return pointShape(pen, shows.point, [x, y]);
  const { colour, width: wide, dashes } = strokes[shows.curve];
  return pen("path", {
    d: pathOf([
      [x - 12, y],
      [x + 12, y],
    ]),
    stroke: colour,
    "stroke-width": wide,
    fill: "none",
    ...(dashes ? { "stroke-dasharray": dashes } : {}),
  });
}
