import { arrowHead, type Box, type EdgeType, edgePaths, type Figure, type Point } from "@isocortex/lab";
import type { Surface } from "./canvas-axes.js";
import type { Theme } from "./theme.js";

type Graph = Extract<Figure, { kind: "graph" }>;

const ROW = 48;
const HALF_HEIGHT = 13;
const TOP = 14;
const COLUMN_NAMES = 20;
const BOTTOM = 12;
const LOOP = 30;
const WIDEST_COLUMN = 150;
const PADDING = 7;
const SMALLEST_TYPE = 9;

const dashes: Readonly<Partial<Record<EdgeType, readonly number[]>>> = {
  "top-down": [6, 3],
  lateral: [2, 2],
  leak: [1, 3],
};

/** Colour of a type of connection. */
export function edgeColour(type: EdgeType, { series, muted }: Theme): string {
  const colours: Readonly<Partial<Record<EdgeType, string>>> = {
    "bottom-up": series[0]!,
    "top-down": series[1]!,
    lateral: series[2]!,
  };
  return colours[type] ?? muted;
}

/** Types of connections in a figure that its legend names. */
export function edgeTypes({ edges }: Graph): readonly EdgeType[] {
  const named: readonly EdgeType[] = ["bottom-up", "lateral", "top-down", "leak"];
  return named.filter((type) => edges.some((edge) => edge.type === type));
}

export const isDashed = (type: EdgeType): boolean => dashes[type] !== undefined;

function extent(values: readonly number[]): readonly [least: number, extent: number] {
  const least = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const most = values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  return values.length === 0 ? [0, 0] : [least, most - least];
}

/** Height that a figure needs. */
export function graphHeight({ nodes, rows = [], columns = [] }: Graph): number {
  const [, up] = extent([...nodes, ...rows].map(({ y }) => y));
  return TOP + (columns.length > 0 ? COLUMN_NAMES : 0) + up * ROW + 2 * HALF_HEIGHT + BOTTOM;
}

/** A label in one line, or in two where what is in brackets has to go below. */
function linesOf(label: string, fits: (text: string) => boolean): readonly string[] {
  const bracket = label.indexOf(" (");
  return bracket < 0 || fits(label) ? [label] : [label.slice(0, bracket), label.slice(bracket + 2, -1)];
}

function strokePath(context: CanvasRenderingContext2D, path: readonly Point[]): void {
  context.beginPath();
  path.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

/** Draws a network: boxes on a grid and arrows by what they are. What is not of `marked` is faint. @returns where the nodes are */
export function drawGraph(surface: Surface, figure: Graph, marked: string | undefined): readonly Box[] {
  const { context, width, height, theme } = surface;
  const { nodes, edges, columns = [], rows = [] } = figure;
  context.font = theme.font;
  const size = Number.parseFloat(theme.font);
  const typeOf = (pixels: number): string => theme.font.replace(/^[\d.]+px/, `${pixels}px`);
  const [left, across] = extent([...nodes, ...columns].map(({ x }) => x));
  const [bottom] = extent([...nodes, ...rows].map(({ y }) => y));
  const measure = (text: string): number => context.measureText(text).width;
  const margin = rows.reduce((most, { label }) => Math.max(most, measure(label) + 6), 0);
  const half = nodes.reduce((most, { label }) => Math.max(most, measure(label.split(" (")[0]!) / 2), 0);
  const room = width - margin - 2 * Math.min(half + PADDING, 34) - LOOP;
  const column = Math.min(WIDEST_COLUMN, room / Math.max(1, across));
  const middle = margin + (width - margin - (across === 0 ? 0 : LOOP / 2)) / 2;
  const toX = (x: number): number => middle + (x - left - across / 2) * column;
  const toY = (y: number): number => height - BOTTOM - HALF_HEIGHT - (y - bottom) * ROW;
  const inBox = across === 0 ? width : column - 8;
  const texts = nodes.map(({ label }) => linesOf(label, (text) => measure(text) + 2 * PADDING <= inBox));
  const widest = texts.flat().reduce((most, text) => Math.max(most, measure(text)), 1);
  const type = Math.max(SMALLEST_TYPE, Math.min(size, (size * (inBox - 4)) / widest));
  const boxes = nodes.map(
    ({ x, y }, i): Box => ({
      ...{ x: toX(x), y: toY(y), halfHeight: texts[i]!.length > 1 ? HALF_HEIGHT + 3 : HALF_HEIGHT },
      halfWidth: Math.min(inBox / 2, ((type / size) * Math.max(...texts[i]!.map(measure))) / 2 + PADDING),
    }),
  );
  const isMarked = (i: number): boolean => marked !== undefined && nodes[i]!.of === marked;
  edgePaths(edges, boxes).forEach((path, e) => {
    const { from, to, type: kind } = edges[e]!;
    const clear = marked === undefined || isMarked(from) || isMarked(to);
    context.globalAlpha = clear ? 1 : 0.25;
    context.strokeStyle = context.fillStyle = edgeColour(kind, theme);
    context.lineWidth = clear && marked !== undefined ? 2.2 : 1.5;
    context.setLineDash([...(dashes[kind] ?? [])]);
    strokePath(context, path);
    context.stroke();
    context.setLineDash([]);
    strokePath(context, arrowHead(path));
    context.fill();
  });
  context.globalAlpha = 1;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = typeOf(type);
  boxes.forEach(({ x, y, halfWidth, halfHeight }, i) => {
    const { outside } = nodes[i]!;
    const on = isMarked(i);
    context.beginPath();
    context.roundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, 5);
    context.fillStyle = on ? theme.ink : outside ? theme.raised : theme.faint;
    context.fill();
    context.strokeStyle = theme.muted;
    context.lineWidth = 1;
    if (!outside) context.stroke();
    context.fillStyle = on ? theme.paper : theme.ink;
    texts[i]!.forEach((text, line, all) => {
      context.fillText(text, x, y + (line - (all.length - 1) / 2) * (type + 1));
    });
  });
  context.font = theme.font;
  context.fillStyle = theme.ink;
  for (const { x, label } of columns) context.fillText(label, toX(x), TOP);
  context.textAlign = "left";
  for (const { y, label } of rows) context.fillText(label, 0, toY(y));
  return boxes;
}

/** What the node at a point is of; undefined where there is none. */
export function nodeAt({ nodes }: Graph, boxes: readonly Box[], x: number, y: number): string | undefined {
  const i = boxes.findIndex(
    (box) => Math.abs(x - box.x) <= box.halfWidth && Math.abs(y - box.y) <= box.halfHeight,
  );
  return nodes[i]?.of;
}
