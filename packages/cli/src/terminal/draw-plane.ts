import type { PhasePlaneRecord } from "@isocortex/lab";
import { printable } from "./printable.js";
import type { Style } from "./style.js";

const HIGH = 20;
const MARGIN = 10;
const WIDEST_MARGIN = 24;
const marks = { first: "x", second: "y", both: "*", separatrix: ":", cycle: "o" } as const;

const short = (value: number): string => String(Number(value.toPrecision(3)));

/** A curve's columns and rows, gaps between its points filled. */
function* cells(
  { request: { x, y } }: PhasePlaneRecord,
  xs: readonly number[],
  ys: readonly number[],
  wide: number,
): Generator<readonly [column: number, row: number]> {
  const column = (value: number): number => ((value - x.from) / (x.to - x.from)) * wide;
  const row = (value: number): number => ((y.to - value) / (y.to - y.from)) * HIGH;
  for (let i = 0; i + 1 < xs.length; i++) {
    const [a, b, c, d] = [column(xs[i]!), column(xs[i + 1]!), row(ys[i]!), row(ys[i + 1]!)];
    const steps = Math.min(500, Math.ceil(2 * Math.max(Math.abs(b - a), Math.abs(d - c), 0.5)));
    for (let k = 0; k <= steps; k++)
      yield [Math.floor(a + ((b - a) * k) / steps), Math.floor(c + ((d - c) * k) / steps)];
  }
}

function markOf(unstable: number, size: number): string {
  if (unstable === 0) return "●";
  return unstable === size ? "○" : "◐";
}

/** A phase plane in so many columns: nullclines, separatrices, limit cycles and equilibria as characters. */
export function drawPlane(record: PhasePlaneRecord, width: number, style: Style): string {
  const vertical = printable(record.request.y.coordinate).slice(0, WIDEST_MARGIN);
  const margin = Math.max(MARGIN, vertical.length);
  const wide = Math.min(width, 100) - margin - 2;
  const { nullclines, manifolds, goals, equilibria, request } = record;
  const canvas = Array.from({ length: HIGH }, () => new Array<string>(wide).fill(" "));
  const put = (xs: readonly number[], ys: readonly number[], mark: string): void => {
    for (const [column, row] of cells(record, xs, ys, wide)) {
      const line = canvas[row];
      if (!line || column < 0 || column >= wide) continue;
      const crosses = mark === marks.second && (line[column] === marks.first || line[column] === marks.both);
      line[column] = crosses ? marks.both : mark;
    }
  };
  for (const { manifold, x, y } of manifolds) if (manifold === "stable") put(x, y, marks.separatrix);
  for (const { x, y } of goals) if (x && y) put(x, y, marks.cycle);
  nullclines.forEach(({ pieces }, i) => {
    for (const { x, y } of pieces) put(x, y, i === 0 ? marks.first : marks.second);
  });
  const names = record.coordinates.map(({ name }) => name);
  const [ix, iy] = [names.indexOf(request.x.coordinate), names.indexOf(request.y.coordinate)];
  for (const { state, unstable } of equilibria) {
    const [x, y] = [state[ix]!, state[iy]!];
    // Twice the point: a curve of no length.
    put([x, x], [y, y], markOf(unstable, state.length));
  }
  const labels = [short(request.y.to), ...new Array<string>(HIGH - 2).fill(""), short(request.y.from)];
  labels[HIGH >> 1] = vertical;
  const rows = canvas.map((line, r) => `${labels[r]!.padStart(margin)} │${line.join("").trimEnd()}`);
  const [left, right] = [short(request.x.from), short(request.x.to)];
  const middle = printable(request.x.coordinate);
  const room = Math.max(2, wide - left.length - right.length - middle.length);
  const below =
    `${" ".repeat(margin + 2)}${left}${" ".repeat(room >> 1)}${middle}` +
    `${" ".repeat(room - (room >> 1))}${right}`;
  const key = [
    `${marks.first} d${request.x.coordinate}/dt = 0`,
    `${marks.second} d${request.y.coordinate}/dt = 0`,
    ...(manifolds.some(({ manifold }) => manifold === "stable") ? [`${marks.separatrix} separatrix`] : []),
    ...(goals.some(({ kind }) => kind === "cycle") ? [`${marks.cycle} limit cycle`] : []),
    "● stable ○ unstable ◐ saddle",
  ].map(printable);
  const keyLines: string[] = [];
  for (const entry of key) {
    const longer = `${keyLines.at(-1)}   ${entry}`;
    if (keyLines.length > 0 && longer.length <= width) keyLines[keyLines.length - 1] = longer;
    else keyLines.push(entry);
  }
  return [
    ...rows,
    `${" ".repeat(margin)} └${"─".repeat(wide)}`,
    below,
    ...keyLines.map((line) => style.dim(line)),
  ].join("\n");
}
