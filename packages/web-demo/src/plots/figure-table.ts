import type { Figure, Series } from "@isocortex/lab";
import { axisText } from "./canvas-axes.js";

/** A figure's numbers as a table. */
export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

function seriesRows(all: readonly Series[]): (string | number)[][] {
  return all.flatMap(({ label, x, y }) => x.map((value, i) => [label, value, y[i]!]));
}

/** The numbers that a figure shows. */
export function figureTable(figure: Figure): FigureTable {
  switch (figure.kind) {
    case "lines":
      return { head: ["series", axisText(figure.x), axisText(figure.y)], rows: seriesRows(figure.series) };
    case "dots":
      return {
        head: ["point", "group", axisText(figure.x), axisText(figure.y)],
        rows: [
          ...figure.points.map(({ label = "", group = "", x, y }) => [label, group, x, y]),
          ...seriesRows(figure.lines ?? []).map(([label, x, y]) => [label!, "line", x!, y!]),
        ],
      };
    case "bars":
      return {
        head: [axisText(figure.x) || "bar", "group", axisText(figure.y)],
        rows: figure.bars.map(({ label, group = "", value }) => [label, group, value]),
      };
    case "matrix":
      return {
        head: [`${figure.y.label} \\ ${figure.x.label}`, ...figure.columns],
        rows: figure.rows.map((row, i) => [row, ...figure.values[i]!]),
      };
    case "plane":
      return {
        head: ["what", axisText(figure.x), axisText(figure.y)],
        rows: [
          ...figure.points.map(({ kind, label, x, y }) => [label ?? kind, x, y]),
          ...figure.curves.flatMap(({ label, tone, x, y }) =>
            x.map((value, i) => [label ?? tone, value, y[i]!]),
          ),
        ],
      };
    case "graph":
      return {
        head: ["from", "to", "connection"],
        rows: figure.edges.map(({ from, to, type }) => [
          figure.nodes[from]!.label,
          figure.nodes[to]!.label,
          type,
        ]),
      };
    case "timeline":
      return {
        head: ["row", "from", "to", "value"],
        rows: figure.rows.flatMap(({ group, runs }) =>
          runs.map(({ from, to, value }) => [group, from, to, value]),
        ),
      };
  }
}

/** A table as CSV. A text that a spreadsheet would take for a formula is made plain. */
export function tableCsv({ head, rows }: FigureTable): string {
  const cell = (value: string | number): string => {
    if (typeof value === "number") return String(value);
    const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
}
