import * as Plot from "@observablehq/plot";
import type { Figure, Span } from "../figure.js";
import { axisLabel } from "./scale.js";
import { ink, margins, width } from "./style.js";

/** What Plot draws for a figure, and its height where it is not the usual one. */
export interface Marks {
  readonly options: Plot.PlotOptions;
  readonly high?: number;
}

export type Of<K extends Figure["kind"]> = Extract<Figure, { kind: K }>;

const CHARACTER = 6;
const GAP = 0.6;
const LEFT = 120;

/** Names that have room above their stretch. */
function fitting(spans: readonly Span[], pixelsPerUnit: number): readonly Span[] {
  return spans.filter(({ from, to, label }) => (to - from) * pixelsPerUnit >= label.length * CHARACTER);
}

/** Groups with the rows that they take, from the top; a little room between one and the next. */
function placed(rows: Of<"timeline">["rows"]) {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return rows.map((row, i) => ({ ...row, top: i + GAP * groups.indexOf(row.group) }));
}

/** Units over time as rows of heat, the epochs above them. */
export function timeline(figure: Of<"timeline">): Marks {
  const rows = placed(figure.rows);
  const values = rows.flatMap(({ runs }) => runs.map(({ value }) => value));
  const most = values.reduce((all, value) => Math.max(all, Math.abs(value)), 0) || 1;
  const signed = values.some((value) => value < 0);
  const end = figure.spans.at(-1)?.to ?? 1;
  const below = (rows.at(-1)?.top ?? 0) + 1;
  const rowHeight = Math.max(5, Math.min(22, 420 / below));
  const high = Math.ceil(below * rowHeight) + margins.top + margins.bottom + 10;
  const cells = rows.flatMap(({ top, runs }) => runs.map((run) => ({ ...run, top })));
  const groups = [...new Set(rows.map(({ group }) => group))].map((group) => {
    const own = rows.filter((row) => row.group === group);
    return { group, first: own[0]!.top, last: own.at(-1)!.top + 1 };
  });
  const pixelsPerUnit = (width - LEFT - margins.right) / end;
  return {
    high,
    options: {
      x: { type: "linear", domain: [0, end], label: axisLabel(figure.x), labelArrow: "none" },
      y: { type: "linear", domain: [below, 0], axis: null },
      color: {
        type: signed ? "diverging" : "linear",
        domain: signed ? [-most, most] : [0, most],
        scheme: signed ? "rdbu" : "blues",
        label: axisLabel(figure.scale),
      },
      marks: [
        Plot.axisX({
          anchor: "bottom",
          labelAnchor: "center",
          labelArrow: "none",
          labelOffset: 38,
          ticks: 7,
        }),
        Plot.rect(cells, {
          x1: "from",
          x2: "to",
          y1: "top",
          y2: (cell: { top: number }) => cell.top + 1,
          fill: "value",
        }),
        Plot.rect(groups, {
          x1: () => 0,
          x2: () => end,
          y1: "first",
          y2: "last",
          stroke: "#bbb",
          fill: "none",
        }),
        Plot.ruleX(
          figure.spans.slice(1).map(({ from }) => from),
          { stroke: "#888", strokeDasharray: "3,3" },
        ),
        Plot.text(fitting(figure.spans, pixelsPerUnit), {
          x: (span: Span) => (span.from + span.to) / 2,
          y: () => 0,
          text: "label",
          dy: -9,
          fill: "#555",
          fontStyle: "italic",
        }),
        Plot.text(groups, {
          x: () => 0,
          y: (group: { first: number; last: number }) => (group.first + group.last) / 2,
          text: "group",
          textAnchor: "end",
          dx: -8,
          fill: ink,
        }),
      ],
      marginLeft: LEFT,
    },
  };
}
