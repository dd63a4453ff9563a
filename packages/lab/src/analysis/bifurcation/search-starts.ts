import { type DynamicalSystem, fieldsAt } from "../dynamical-system.js";

/** Intervals that a state is looked for in, one per coordinate. */
export type Box = readonly (readonly [low: number, high: number])[];

/** Nodes of the grid per coordinate, by how many coordinates there are. */
const NODES = [0, 401, 41, 15] as const;
/** The grid goes beyond the box by this part of its width, so that zeros on its edge have cells on both sides. */
const MARGIN = 0.02;
const FEWEST = 32;
const SCATTERED = 2000;

/** Points of an additive recurrence that fills the box evenly. Roberts 2018: powers of the root g of g^(d+1) = g + 1. */
function scattered(box: Box, count: number): Float64Array[] {
  const d = box.length;
  const power = (base: number, exponent: number): number => {
    let product = 1;
    for (let i = 0; i < exponent; i++) product *= base;
    return product;
  };
  let g = 2;
  for (let i = 0; i < 60; i++) g -= (power(g, d + 1) - g - 1) / ((d + 1) * power(g, d) - 1);
  const alpha = box.map((_, j) => 1 / power(g, j + 1));
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from(box, ([low, high], j) => low + ((0.5 + (i + 1) * alpha[j]!) % 1) * (high - low)),
  );
}

/** Cells of the grid in which every component of the field changes sign, and nodes where the field is least. */
function fromGrid(system: DynamicalSystem, box: Box): Float64Array[] {
  const n = box.length;
  const nodes = NODES[n]!;
  const power = (exponent: number): number =>
    Array(exponent)
      .fill(nodes)
      .reduce((a, b) => a * b, 1);
  const strides = box.map((_, j) => power(j));
  const count = power(n);
  const states = new Float64Array(count * n);
  for (let at = 0; at < count; at++) {
    box.forEach(([low, high], j) => {
      const t = (Math.floor(at / strides[j]!) % nodes) / (nodes - 1);
      states[at * n + j] = low + (t * (1 + 2 * MARGIN) - MARGIN) * (high - low);
    });
  }
  const F = fieldsAt(system, states, count);
  const size = box.map((_, j) => {
    let sum = 0;
    for (let at = 0; at < count; at++) if (Number.isFinite(F[at * n + j]!)) sum += Math.abs(F[at * n + j]!);
    return sum / count || 1;
  });
  const speed = Float64Array.from({ length: count }, (_, at) =>
    box.reduce((sum, _side, j) => {
      const relative = F[at * n + j]! / size[j]!;
      return sum + relative * relative;
    }, 0),
  );
  const place = (at: number): number[] => strides.map((stride) => Math.floor(at / stride) % nodes);
  const corners = Array.from({ length: 1 << n }, (_, c) =>
    strides.reduce((sum, stride, j) => sum + ((c >> j) & 1) * stride, 0),
  );
  const starts: Float64Array[] = [];
  for (let at = 0; at < count; at++) {
    const where = place(at);
    const isLeast = strides.every((stride, j) => {
      const above = where[j]! === nodes - 1 || speed[at]! <= speed[at + stride]!;
      return above && (where[j]! === 0 || speed[at]! <= speed[at - stride]!);
    });
    if (isLeast) starts.push(states.slice(at * n, at * n + n));
    if (where.some((i) => i === nodes - 1)) continue;
    const changes = box.every((_, j) => {
      const values = corners.map((corner) => F[(at + corner) * n + j]!);
      return Math.min(...values) <= 0 && Math.max(...values) >= 0;
    });
    if (!changes) continue;
    const far = (at + corners[corners.length - 1]!) * n;
    starts.push(Float64Array.from(box, (_, j) => (states[at * n + j]! + states[far + j]!) / 2));
  }
  return starts;
}

/** States from which the zeros of a field in a box are looked for: a grid up to three coordinates, scattered points beyond. */
export function searchStarts(system: DynamicalSystem, box: Box): Float64Array[] {
  const n = box.length;
  if (n < NODES.length) return fromGrid(system, box);
  return scattered(box, Math.max(FEWEST, Math.floor(SCATTERED / n)));
}
