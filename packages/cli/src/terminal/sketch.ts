import type { Figure } from "@isocortex/lab";
import { printable } from "./printable.js";

type Plane = Extract<Figure, { kind: "plane" }>;

const HIGH = 16;
const AXIS = 10;
/** By tone; later ones are drawn over earlier ones. */
const MARKS = [
  ["unstable-cycle", ":"],
  ["stable-cycle", "+"],
  ["unstable", "."],
  ["stable", "*"],
  ["fold", "*"],
  ["hopf", "+"],
] as const;

function rangeOf(values: readonly number[]): [low: number, high: number] {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(low)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

const number = (value: number): string => String(Number(value.toPrecision(3)));

/** The curves of a plane as characters in a frame, with the first letter of each special point. */
export function sketch(figure: Plane, width: number): string {
  const { curves, points } = figure;
  const columns = Math.max(20, width - AXIS - 1);
  const [left, right] = rangeOf([...curves.flatMap(({ x }) => [...x]), ...points.map(({ x }) => x)]);
  const [low, high] = rangeOf([...curves.flatMap(({ y }) => [...y]), ...points.map(({ y }) => y)]);
  const grid = Array.from({ length: HIGH }, () => new Array<string>(columns).fill(" "));
  const place = (x: number, y: number, mark: string): void => {
    const column = Math.round(((x - left) / (right - left)) * (columns - 1));
    const row = Math.round(((high - y) / (high - low)) * (HIGH - 1));
    if (grid[row]?.[column] !== undefined) grid[row]![column] = mark;
  };
  for (const [tone, mark] of MARKS) {
    for (const { x, y } of curves.filter((curve) => curve.tone === tone)) {
      for (let i = 1; i < x.length; i++) {
        const steps = Math.ceil(
          1 +
            (2 * columns * Math.abs(x[i]! - x[i - 1]!)) / (right - left) +
            (2 * HIGH * Math.abs(y[i]! - y[i - 1]!)) / (high - low),
        );
        for (let k = 0; k <= steps; k++) {
          const t = k / steps;
          place(x[i - 1]! + t * (x[i]! - x[i - 1]!), y[i - 1]! + t * (y[i]! - y[i - 1]!), mark);
        }
      }
    }
  }
  for (const { x, y, label } of points) if (label) place(x, y, label[0]!);
  const rows = grid.map((cells, row) => {
    const value = row === 0 ? number(high) : row === HIGH - 1 ? number(low) : "";
    return `${value.padStart(AXIS - 1)} |${cells.join("")}`.trimEnd();
  });
  const [from, to, middle] = [number(left), number(right), printable(figure.x.label)];
  const room = columns - from.length - to.length - middle.length;
  const axis = `${from}${" ".repeat(Math.max(1, room >> 1))}${middle}${" ".repeat(Math.max(1, room - (room >> 1)))}${to}`;
  const used = MARKS.flatMap(([tone, mark]) => {
    const label = curves.find((curve) => curve.tone === tone)?.label;
    return label === undefined ? [] : [`${mark} ${printable(label)}`];
  });
  return [
    printable(figure.y.label),
    ...rows,
    `${" ".repeat(AXIS + 1)}${axis}`,
    used.reverse().join("   "),
  ].join("\n");
}
