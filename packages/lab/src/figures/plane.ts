import * as Plot from "@observablehq/plot";
import type { Tone } from "../figure.js";
import { axisLabel, scaleOf } from "./scale.js";
import { colourOf, height, ink, margins, width } from "./style.js";
import type { Marks, Of } from "./timeline.js";

const dashed = new Set<Tone>(["unstable", "unstable-cycle", "separatrix"]);
const colours: Readonly<Record<Tone, string>> = {
  stable: ink,
  unstable: ink,
  "stable-cycle": colourOf(1),
  "unstable-cycle": colourOf(1),
  "first-nullcline": colourOf(0),
  "second-nullcline": colourOf(1),
  trajectory: "#777",
  separatrix: ink,
  fold: colourOf(0),
  hopf: colourOf(1),
};

/** Phase planes and bifurcation diagrams. */
export function plane(figure: Of<"plane">): Marks {
  const { curves, points } = figure;
  const xs = [...curves.flatMap((c) => [...c.x]), ...points.map((p) => p.x)];
  const ys = [...curves.flatMap((c) => [...c.y]), ...points.map((p) => p.y)];
  const x = scaleOf(figure.x, xs, margins.left, width - margins.right);
  const y = scaleOf(figure.y, ys, height - margins.bottom, margins.top);
  return {
    options: {
      x: { type: x.type, domain: [...x.domain], label: axisLabel(figure.x), labelArrow: "none", ticks: 6 },
      y: { type: y.type, domain: [...y.domain], label: axisLabel(figure.y), labelArrow: "none", ticks: 6 },
      marks: [
        Plot.axisX({ anchor: "bottom", labelAnchor: "center", labelArrow: "none", labelOffset: 38 }),
        Plot.axisY({ anchor: "left", labelAnchor: "center", labelArrow: "none", labelOffset: 54 }),
        ...curves.map((c) =>
          Plot.line(
            c.x.map((at, i) => [at, c.y[i]!] as [number, number]),
            {
              stroke: c.palette === undefined ? colours[c.tone] : colourOf(c.palette),
              strokeWidth: 1.6,
              ...(dashed.has(c.tone) ? { strokeDasharray: "5,3" } : {}),
            },
          ),
        ),
        Plot.dot(points, { x: "x", y: "y", r: 4, fill: ink }),
      ],
    },
  };
}
