import * as Plot from "@observablehq/plot";
import type { Figure, Span } from "../figure.js";
import { graph } from "./graph.js";
import { lineStyles } from "./line-styles.js";
import { placeLabels, spread } from "./place-labels.js";
import { plane } from "./plane.js";
import { axisLabel, type Scale, scaleOf } from "./scale.js";
import { colourOf, faint, height, ink, margins, muted, width } from "./style.js";
import { type Marks, type Of, timeline } from "./timeline.js";

const left = margins.left;
const right = width - margins.right;
const top = margins.top;
const bottom = height - margins.bottom;

/** Marks of the right kind of figure. */
export function marksOf(figure: Figure): Marks {
  switch (figure.kind) {
    case "lines":
      return lines(figure);
    case "dots":
      return dots(figure);
    case "bars":
      return bars(figure);
    case "matrix":
      return matrix(figure);
    case "plane":
      return plane(figure);
    case "graph":
      return graph(figure);
    case "timeline":
      return timeline(figure);
  }
}

function frame(x: Scale, y: Scale, figure: Pick<Of<"lines">, "x" | "y">): Plot.PlotOptions {
  return {
    x: {
      type: x.type,
      domain: [...x.domain],
      label: axisLabel(figure.x),
      labelArrow: "none",
      labelAnchor: "center",
      ticks: 6,
    },
    y: { type: y.type, domain: [...y.domain], label: axisLabel(figure.y), labelArrow: "none", ticks: 6 },
  };
}

const axes = (y: Scale): Plot.Markish[] => [
  Plot.axisX({ anchor: "bottom", labelAnchor: "center", labelArrow: "none", labelOffset: 38, ticks: 7 }),
  Plot.axisY({
    anchor: "left",
    labelAnchor: "center",
    labelArrow: "none",
    labelOffset: 54,
    ticks: 6,
    ...(y.type === "log" ? { tickFormat: (value: number) => logTick(value, y.domain) } : {}),
  }),
];

/** Powers of ten; within two decades also twice and five times them, within half a decade every tick. */
function logTick(value: number, [low, high]: Scale["domain"]): string {
  const decades = Math.log10(high / low);
  const first = Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toPrecision(6));
  const wanted = decades < 0.5 || first === 1 || (decades < 2 && (first === 2 || first === 5));
  return wanted ? String(Number(value.toPrecision(3))) : "";
}

/** Spans shaded, their names above them: in a second row where they would run into one another, and left out in a third. */
function spanMarks(spans: readonly Span[] = [], x: Scale, y: Scale): Plot.Markish[] {
  const [low, high] = y.domain;
  const ends = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const placed = [...spans]
    .sort((a, b) => a.from + a.to - b.from - b.to)
    .flatMap(({ from, to, label }) => {
      const middle = x.toPixel((from + to) / 2);
      const half = (label.length * CHARACTER) / 2;
      const row = ends.findIndex((end) => middle - half > end);
      if (row >= 0) ends[row] = middle + half;
      return row < 0 ? [] : [{ at: (from + to) / 2, label, row }];
    });
  return [
    Plot.rect(spans, { x1: "from", x2: "to", y1: () => low, y2: () => high, fill: faint }),
    ...ends.map((_, row) =>
      Plot.text(
        placed.filter((one) => one.row === row),
        { x: "at", y: () => high, text: "label", fill: "#555", dy: -6 - 11 * row, fontStyle: "italic" },
      ),
    ),
  ];
}

/** Width of a letter, about. */
const CHARACTER = 6.2;
const LINE_HEIGHT = 13;

/** Places in a list, as many as have room for a label each, evenly among those that end high and low. */
function thinned(places: readonly number[], endOf: (place: number) => number): readonly number[] {
  const room = Math.floor((bottom - top) / LINE_HEIGHT);
  const every = Math.ceil(places.length / room);
  if (every <= 1) return places;
  return [...places].sort((a, b) => endOf(a) - endOf(b)).filter((_, i) => i % every === 0);
}

function lines(figure: Of<"lines">): Marks {
  const { series, spans } = figure;
  const xs = series.flatMap((s) => [...s.x]);
  const x = scaleOf(figure.x, xs, left, right, false);
  const y = scaleOf(
    figure.y,
    series.flatMap((s) => [...s.y]),
    bottom,
    top,
  );
  const styles = lineStyles(series);
  const endOf = (i: number): number => {
    const { y: values } = series[i]!;
    return y.toPixel(Math.max(values[values.length - 1]!, y.domain[0]));
  };
  const labelled = thinned(
    series.flatMap((s, i) => (s.x.length > 0 ? [i] : [])),
    endOf,
  );
  const ends = spread(labelled.map(endOf), LINE_HEIGHT, top, bottom);
  return {
    options: {
      ...frame(x, y, figure),
      marks: [
        ...spanMarks(spans, x, y),
        ...axes(y),
        ...series.map((s, i) =>
          Plot.line(
            s.x.map((at, k) => ({ x: at, y: s.y[k]! })).filter((point) => y.type !== "log" || point.y > 0),
            {
              x: "x",
              y: "y",
              stroke: styles[i]!.colour,
              strokeWidth: 1.6,
              ...(styles[i]!.dash === undefined ? {} : { strokeDasharray: styles[i]!.dash }),
            },
          ),
        ),
        ...labelled.map((at, i) =>
          Plot.text([{ x: x.domain[1], y: y.toValue(ends[i]!) }], {
            x: "x",
            y: "y",
            text: () => series[at]!.label,
            textAnchor: "start",
            dx: 6,
            fill: styles[at]!.colour,
          }),
        ),
      ],
      marginRight: Math.max(margins.right, 14 + 6.6 * Math.max(0, ...series.map((s) => s.label.length))),
    },
  };
}

function dots(figure: Of<"dots">): Marks {
  const { points } = figure;
  const fits = figure.lines ?? [];
  const x = scaleOf(
    figure.x,
    [...points.map((p) => Number(p.x)), ...fits.flatMap((l) => [...l.x])],
    left,
    right,
  );
  const y = scaleOf(figure.y, [...points.map((p) => p.y), ...fits.flatMap((l) => [...l.y])], bottom, top);
  const groups = [...new Set(points.map((p) => p.group ?? ""))];
  const colour = (group: string | undefined): string => colourOf(groups.indexOf(group ?? ""));
  const places = points.map((p) => ({ x: x.toPixel(Number(p.x)), y: y.toPixel(p.y) }));
  const labels = placeLabels(
    points.flatMap((p, i) => (p.label ? [{ text: p.label, ...places[i]! }] : [])),
    places,
  );
  return {
    options: {
      ...frame(x, y, figure),
      marks: [
        ...axes(y),
        ...fits.map((line) =>
          Plot.line(
            line.x.map((at, k) => [at, line.y[k]!] as [number, number]),
            { stroke: muted, strokeDasharray: "5,3" },
          ),
        ),
        Plot.dot(points, {
          x: "x",
          y: "y",
          r: 3.4,
          fill: (p: (typeof points)[number]) => colour(p.group),
          symbol: (p: (typeof points)[number]) => (groups.indexOf(p.group ?? "") === 1 ? "square" : "circle"),
        }),
        ...labels.map((label) =>
          Plot.text([{ x: x.toValue(label.x), y: y.toValue(label.y) }], {
            x: "x",
            y: "y",
            text: () => label.text,
            dx: label.dx,
            dy: label.dy,
            textAnchor: label.anchor,
            fontSize: 10.5,
            fill: "#444",
          }),
        ),
        ...legend(groups),
      ],
      symbol: { legend: false, type: "identity" as never },
    },
  };
}

/** Names of the groups in their colours, one below another in the upper left corner. */
function legend(groups: readonly string[]): Plot.Markish[] {
  if (groups.length < 2) return [];
  return groups.map((group, i) =>
    Plot.text([group], {
      text: (name: string) => `${["●", "■", "▲"][i] ?? "●"} ${name}`,
      frameAnchor: "top-left",
      dx: 8,
      dy: 4 + 15 * i,
      fill: colourOf(i),
    }),
  );
}

function bars(figure: Of<"bars">): Marks {
  const { bars: all, rule } = figure;
  const groups = [...new Set(all.map((bar) => bar.group ?? ""))].sort();
  const y = scaleOf(figure.y, [0, ...all.map((bar) => bar.value), ...(rule ? [rule.at] : [])], bottom, top);
  return {
    options: {
      x: {
        type: "band",
        domain: all.map((bar) => bar.label),
        label: axisLabel(figure.x),
        labelArrow: "none",
        tickRotate: -60,
        padding: 0.25,
      },
      y: { domain: [...y.domain], label: axisLabel(figure.y), labelArrow: "none", ticks: 6 },
      marks: [
        Plot.axisX({
          anchor: "bottom",
          tickRotate: -60,
          tickSize: 0,
          fontSize: 10,
          labelArrow: "none",
          labelOffset: 52,
        }),
        Plot.axisY({ anchor: "left", labelAnchor: "center", labelArrow: "none", labelOffset: 54, ticks: 6 }),
        Plot.barY(all, {
          x: "label",
          y: "value",
          fill: (bar: (typeof all)[number]) => colourOf(groups.indexOf(bar.group ?? "")),
        }),
        Plot.ruleY([0], { stroke: ink }),
        ...(rule
          ? [
              Plot.ruleY([rule.at], { stroke: ink, strokeDasharray: "4,3" }),
              Plot.text([rule], {
                y: "at",
                text: "label",
                frameAnchor: "right",
                textAnchor: "start",
                dx: 4,
                fill: ink,
                fontSize: 10.5,
              }),
            ]
          : []),
        ...legend(groups),
      ],
      marginBottom: 62,
      marginRight: 100,
    },
  };
}

function matrix(figure: Of<"matrix">): Marks {
  const cells = figure.rows.flatMap((row, i) =>
    figure.columns.map((column, j) => ({ row, column, value: figure.values[i]![j]! })),
  );
  const log = figure.scale.type === "log";
  const shown = cells.filter(({ value }) => Number.isFinite(value) && (!log || value > 0));
  const most = shown.reduce((all, { value }) => Math.max(all, Math.abs(value)), 0) || 1;
  const signed = !log && shown.some(({ value }) => value < 0);
  const high = Math.min(900, 140 + 14 * figure.rows.length);
  return {
    high,
    options: {
      x: {
        type: "band",
        domain: [...figure.columns],
        label: axisLabel(figure.x),
        labelArrow: "none",
        tickRotate: -60,
      },
      y: { type: "band", domain: [...figure.rows], label: axisLabel(figure.y), labelArrow: "none" },
      color: {
        ...(signed
          ? { type: "diverging", domain: [-most, most], scheme: "rdbu" }
          : { type: log ? "log" : "linear", scheme: "viridis" }),
        label: axisLabel(figure.scale),
      },
      marks: [
        Plot.axisX({ anchor: "top", tickRotate: -60, tickSize: 0, fontSize: 10 }),
        Plot.axisY({ anchor: "left", tickSize: 0, fontSize: 10 }),
        Plot.cell(shown, { x: "column", y: "row", fill: "value" }),
        Plot.frame({ stroke: "#bbb" }),
      ],
      marginTop: 70,
      marginLeft: 70,
    },
  };
}
