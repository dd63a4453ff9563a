import { joinSegments, marchingSquares } from "./marching-squares.js";
import type { Places, PlaneSection } from "./plane-section.js";

/** A curve of the plane on which the derivative of one coordinate is zero, in pieces. */
export interface Nullcline {
  readonly pieces: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[];
  /** Largest |derivative| at a vertex. */
  readonly residual: number;
}

const MOST_STEPS = 80;
/** A zero of a continuous function falls below this part of the values beside it; a jump through zero does not. */
const JUMP = 1e-6;
const CONVERGED = 1e-14;

/** Crossings on the edges of a grid, side by side: where each edge begins, what lies along it, and the states there. */
interface Edges {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly near: Float64Array;
  readonly values: Float64Array;
}

function edgesOf(
  edges: readonly number[],
  { states, field }: Places,
  [xs, ys]: readonly [Float64Array, Float64Array],
  axis: 0 | 1,
): Edges {
  const [columns, rows] = [xs.length, ys.length];
  const size = states.length / (columns * rows);
  const from = new Float64Array(2 * edges.length);
  const to = new Float64Array(2 * edges.length);
  const near = new Float64Array(size * edges.length);
  const values = new Float64Array(2 * edges.length);
  edges.forEach((edge, i) => {
    const upward = edge >= columns * rows;
    const at = upward ? edge - columns * rows : edge;
    const next = at + (upward ? columns : 1);
    from.set([xs[at % columns]!, ys[Math.floor(at / columns)]!], 2 * i);
    to.set([xs[next % columns]!, ys[Math.floor(next / columns)]!], 2 * i);
    near.set(states.subarray(at * size, (at + 1) * size), i * size);
    values.set([field[2 * at + axis]!, field[2 * next + axis]!], 2 * i);
  });
  return { from, to, near, values };
}

/**
 * Zeros on all edges at once, by the Illinois method with a bisection at every fourth step: (edges, 2), NaN for a jump.
 * Dowell & Jarratt 1971, BIT 11:168.
 */
function polish(section: PlaneSection, { from, to, near, values }: Edges, axis: 0 | 1) {
  const count = from.length / 2;
  const { size } = section.system;
  const points = new Float64Array(2 * count).fill(Number.NaN);
  const residuals = new Float64Array(count).fill(Number.NaN);
  const low = new Float64Array(count);
  const high = new Float64Array(count).fill(1);
  const scale = Float64Array.from({ length: count }, (_, i) =>
    Math.max(Math.abs(values[2 * i]!), Math.abs(values[2 * i + 1]!)),
  );
  const side = new Int8Array(count);
  let open = Array.from({ length: count }, (_, i) => i);
  for (let step = 0; step < MOST_STEPS && open.length > 0; step++) {
    const places = new Float64Array(2 * open.length);
    const beside = new Float64Array(size * open.length);
    const parts = open.map((i, k) => {
      const [a, b, fa, fb] = [low[i]!, high[i]!, values[2 * i]!, values[2 * i + 1]!];
      const part = step % 4 === 3 ? (a + b) / 2 : Math.min(b, Math.max(a, (a * fb - b * fa) / (fb - fa)));
      places[2 * k] = from[2 * i]! + part * (to[2 * i]! - from[2 * i]!);
      places[2 * k + 1] = from[2 * i + 1]! + part * (to[2 * i + 1]! - from[2 * i + 1]!);
      beside.set(near.subarray(i * size, (i + 1) * size), k * size);
      return part;
    });
    const { field } = section.at(places, beside);
    open = open.filter((i, k) => {
      const [part, f] = [parts[k]!, field[2 * k + axis]!];
      if (!(Math.abs(f) >= residuals[i]!)) {
        residuals[i] = Math.abs(f);
        points.set(places.subarray(2 * k, 2 * k + 2), 2 * i);
      }
      if (Math.abs(f) <= CONVERGED * scale[i]! || Number.isNaN(f)) return false;
      const above = f > 0 === values[2 * i]! > 0;
      if (above) [low[i], values[2 * i]] = [part, f];
      else [high[i], values[2 * i + 1]] = [part, f];
      const moved = above ? 1 : -1;
      // The end that stays a second time counts half, so that it moves too.
      if (side[i] === moved) values[2 * i + (above ? 1 : 0)]! /= 2;
      side[i] = moved;
      return high[i]! - low[i]! > 2 ** -52;
    });
  }
  for (let i = 0; i < count; i++)
    if (!(residuals[i]! <= JUMP * scale[i]!)) points.fill(Number.NaN, 2 * i, 2 * i + 2);
  return { points, residuals };
}

/**
 * Where the derivative of the plane's first (0) or second (1) coordinate is zero: marching squares on the grid, every vertex
 * then moved along its edge until the derivative is as near to zero as numbers allow. A jump of the derivative through
 * zero is no zero and leaves a gap.
 */
export function nullcline(
  section: PlaneSection,
  grid: Places,
  axes: readonly [Float64Array, Float64Array],
  axis: 0 | 1,
): Nullcline {
  const [columns, rows] = [axes[0].length, axes[1].length];
  const values = Float64Array.from({ length: columns * rows }, (_, p) => grid.field[2 * p + axis]!);
  const { edges, segments } = marchingSquares(values, columns, rows);
  const { points, residuals } = polish(section, edgesOf(edges, grid, axes, axis), axis);
  const place = new Map(edges.map((edge, i) => [edge, i]));
  const isThere = (edge: number): boolean => !Number.isNaN(points[2 * place.get(edge)!]!);
  const whole = segments.filter((_, s) => {
    const first = s - (s % 2);
    return isThere(segments[first]!) && isThere(segments[first + 1]!);
  });
  const pieces = joinSegments(whole).map((chain) => ({
    x: chain.map((edge) => points[2 * place.get(edge)!]!),
    y: chain.map((edge) => points[2 * place.get(edge)! + 1]!),
  }));
  const residual = edges.reduce((most, edge, i) => (isThere(edge) ? Math.max(most, residuals[i]!) : most), 0);
  return { pieces, residual };
}
