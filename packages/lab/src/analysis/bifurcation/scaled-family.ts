import { type DynamicalSystem, jacobianAt } from "../dynamical-system.js";
import type { SystemFamily } from "../system-family.js";
import type { Box } from "./search-starts.js";

/** A parameter that is varied, and between which values. */
export interface VariedParameter {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * A family as a function of state and one or two parameters together, u = (x, p), each in units of its range, states
 * divided by √n more, so that rates, gates and parameters count alike along a branch.
 */
export interface ScaledFamily {
  readonly n: number;
  /** Of the coordinates. */
  readonly names: readonly string[];
  readonly varied: readonly VariedParameter[];
  /** Size of one unit of u (n + parameters). */
  readonly scale: Float64Array;
  /** u of a state at values of the parameters. */
  scaled(state: ArrayLike<number>, values: readonly number[]): Float64Array;
  stateOf(u: Float64Array): Float64Array;
  valuesOf(u: Float64Array): number[];
  systemAt(u: Float64Array): DynamicalSystem;
  /** dF/du (n, n + parameters), the parameters' columns by central differences. */
  derivative(u: Float64Array): Float64Array;
}

/** Share of a parameter's range that its central difference steps to either side. */
const STEP = 6.055e-6;
const ROUNDING = 1e-15;

/** @param fixed values of the other parameters */
export function scaledFamily(
  family: SystemFamily,
  fixed: Readonly<Record<string, number>>,
  varied: readonly VariedParameter[],
  box: Box,
): ScaledFamily {
  const n = family.coordinates.length;
  const scale = Float64Array.from([
    ...box.map(([low, high]) => (high - low) * Math.sqrt(n)),
    ...varied.map(({ from, to }) => Math.abs(to - from)),
  ]);
  const at = (values: readonly number[]): DynamicalSystem =>
    family.at({ ...fixed, ...Object.fromEntries(varied.map(({ name }, k) => [name, values[k]!])) });
  const stateOf = (u: Float64Array): Float64Array => u.subarray(0, n).map((value, j) => value * scale[j]!);
  /** Scaling rounds; the ends of a range are themselves. */
  const valuesOf = (u: Float64Array): number[] =>
    varied.map(({ from, to }, k) => {
      const value = u[n + k]! * scale[n + k]!;
      return (
        [from, to].find((end) => Math.abs(value - end) <= ROUNDING * (Math.abs(end) + scale[n + k]!)) ?? value
      );
    });

  /** dF/dp_k; one-sided at the edge of what a model allows. */
  function slope(x: Float64Array, values: readonly number[], k: number): Float64Array {
    const h = STEP * Math.max(scale[n + k]!, Math.abs(values[k]!));
    const [low, high] = family.parameters[varied[k]!.name]!.range;
    const above = Math.max(Math.min(values[k]! + h, high), values[k]!);
    const below = Math.min(Math.max(values[k]! - h, low), values[k]!);
    const up = at(values.map((value, i) => (i === k ? above : value))).field(x);
    const down = at(values.map((value, i) => (i === k ? below : value))).field(x);
    return up.map((value, i) => (value - down[i]!) / (above - below));
  }

  return {
    n,
    names: family.coordinates.map(({ name }) => name),
    varied,
    scale,
    scaled: (state, values) =>
      Float64Array.from([...Array.from(state), ...values], (value, j) => value / scale[j]!),
    stateOf,
    valuesOf,
    systemAt: (u) => at(valuesOf(u)),
    derivative(u) {
      const [x, values] = [stateOf(u), valuesOf(u)];
      const J = jacobianAt(at(values), x);
      const width = n + varied.length;
      const out = new Float64Array(n * width);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * width + j] = J[i * n + j]! * scale[j]!;
      varied.forEach((_, k) => {
        const column = slope(x, values, k);
        for (let i = 0; i < n; i++) out[i * width + n + k] = column[i]! * scale[n + k]!;
      });
      return out;
    },
  };
}
