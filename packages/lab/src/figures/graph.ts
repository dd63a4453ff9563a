import * as Plot from "@observablehq/plot";
import type { EdgeType } from "../figure.js";
import { arrowHead, type Box, type Point } from "./arrow-path.js";
import { edgePaths } from "./edge-paths.js";
import { colourOf, faint, fontSize, ink, muted, width } from "./style.js";
import type { Marks, Of } from "./timeline.js";

const colours: Readonly<Record<EdgeType, string>> = {
  input: ink,
  "bottom-up": colourOf(0),
  lateral: colourOf(2),
  "top-down": colourOf(1),
  leak: muted,
  output: ink,
};
/** Told apart without colour too. */
const dashes: Readonly<Partial<Record<EdgeType, string>>> = {
  "top-down": "6,3",
  lateral: "2,2",
  leak: "1,3",
};
const inLegend: readonly EdgeType[] = ["bottom-up", "lateral", "top-down", "leak"];

const CHARACTER = 6.4;
const PADDING = 14;
const HALF_HEIGHT = 12;
const SIDE = 70;
const ROW = 64;
const TOP = 36;
const LEGEND = 34;

interface Line {
  readonly x: number;
  readonly y: number;
  readonly edge: number;
}

const span = (values: readonly number[]): readonly [least: number, extent: number] => {
  const least = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const most = values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  return values.length === 0 ? [0, 0] : [least, most - least];
};

/** Networks of areas: boxes on a grid, arrows by what they are. */
export function graph({ nodes, edges, columns = [], rows = [] }: Of<"graph">): Marks {
  const [left, across] = span([...nodes, ...columns].map(({ x }) => x));
  const [bottom, up] = span([...nodes, ...rows].map(({ y }) => y));
  const column = Math.min(190, (width - 2 * SIDE - 60) / Math.max(1, across));
  const high = TOP + up * ROW + 2 * HALF_HEIGHT + 16 + LEGEND;
  const centre = width / 2 + (rows.length > 0 ? 20 : 0);
  const toX = (x: number): number => centre + (x - left - across / 2) * column;
  const toY = (y: number): number => high - LEGEND - HALF_HEIGHT - 8 - (y - bottom) * ROW;
  const longest = nodes.reduce((most, { label }) => Math.max(most, label.length), 1) * CHARACTER + PADDING;
  const shrink = Math.min(1, (0.8 * column) / longest);
  const boxes = nodes.map(
    ({ label, x, y }): Box => ({
      ...{ x: toX(x), y: toY(y), halfHeight: HALF_HEIGHT },
      halfWidth: (shrink * (label.length * CHARACTER + PADDING)) / 2,
    }),
  );
  const paths = edgePaths(edges, boxes);
  const lines = (type: EdgeType, shape: (path: readonly Point[]) => readonly Point[]): Line[] =>
    edges.flatMap((one, edge) =>
      one.type === type ? shape(paths[edge]!).map(([x, y]) => ({ x, y, edge })) : [],
    );
  const types = (Object.keys(colours) as EdgeType[]).filter((type) => edges.some((one) => one.type === type));
  const legend = inLegend.filter((type) => types.includes(type));
  const legendX = (i: number): number => width / 2 + (i - (legend.length - 1) / 2) * 120 - 20;
  return {
    high,
    options: {
      x: { type: "identity", axis: null },
      y: { type: "identity", axis: null },
      marginTop: 0,
      marginRight: 0,
      marginBottom: 0,
      marginLeft: 0,
      marks: [
        ...types.flatMap((type) => [
          Plot.line(
            lines(type, (path) => path),
            {
              ...{ x: "x", y: "y", z: "edge", stroke: colours[type], strokeWidth: 1.4 },
              ...(dashes[type] ? { strokeDasharray: dashes[type] } : {}),
            },
          ),
          Plot.line(lines(type, arrowHead), {
            x: "x",
            y: "y",
            z: "edge",
            fill: colours[type],
            stroke: "none",
          }),
        ]),
        Plot.rect(boxes, {
          x1: ({ x, halfWidth }: Box) => x - halfWidth,
          x2: ({ x, halfWidth }: Box) => x + halfWidth,
          y1: ({ y, halfHeight }: Box) => y - halfHeight,
          y2: ({ y, halfHeight }: Box) => y + halfHeight,
          fill: (_: Box, i: number) => (nodes[i]!.outside ? "white" : faint),
          stroke: (_: Box, i: number) => (nodes[i]!.outside ? "none" : "#888"),
          rx: 5,
        }),
        Plot.text(boxes, {
          ...{ x: "x", y: "y", fill: ink, fontSize: fontSize * shrink },
          text: (_: Box, i: number) => nodes[i]!.label,
        }),
        Plot.text(columns, {
          x: ({ x }: { x: number }) => toX(x),
          y: () => TOP / 2 - 2,
          ...{ text: "label", fill: "#555", fontStyle: "italic" },
        }),
        Plot.text(rows, {
          x: () => 10,
          y: ({ y }: { y: number }) => toY(y),
          ...{ text: "label", fill: "#555", fontStyle: "italic", textAnchor: "start" },
        }),
        ...legend.flatMap((type, i) => [
          Plot.line(
            [
              [legendX(i), high - 14],
              [legendX(i) + 26, high - 14],
            ],
            {
              stroke: colours[type],
              strokeWidth: 1.8,
              ...(dashes[type] ? { strokeDasharray: dashes[type] } : {}),
            },
          ),
          Plot.text([type], {
            x: () => legendX(i) + 32,
            y: () => high - 14,
            ...{ text: (name: string) => name, textAnchor: "start", fill: colours[type] },
          }),
        ]),
      ],
    },
  };
}
