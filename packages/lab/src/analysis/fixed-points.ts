import { type DynamicalSystem, jacobianAt } from "./dynamical-system.js";
import { type Eigenvalue, eigenvalues, modulus } from "./eigenvalues.js";
import { minimiseSpeed, type Slowest } from "./minimise-speed.js";

export interface FixedPointOptions {
  /** Largest max |F_i| of a fixed point (1e-10). */
  readonly tolerance?: number | undefined;
  /** Largest q = |F|²/2 of a slow point (1e-4). */
  readonly slowQ?: number | undefined;
  /** Points whose entries differ by at most this times max(1, |x|) are one (1e-4). */
  readonly apart?: number | undefined;
}

const defaults = { tolerance: 1e-10, slowQ: 1e-4, apart: 1e-4 } as const;

/** A real part this small is neither growth nor decay: that of a line attractor, with room for differenced Jacobians. */
const MARGINAL = 1e-7;

/** A place where a system stands still (`fixed`) or moves least and slowly (`slow`). */
export interface FixedPoint {
  readonly kind: "fixed" | "slow";
  readonly state: readonly number[];
  readonly q: number;
  /** max |F_i|. */
  readonly residual: number;
  /** Of the Jacobian of F, per unit of time, the largest real part first. */
  readonly eigenvalues: readonly Eigenvalue[];
  /** Eigenvalues with a real part above 0, and those with none to speak of. */
  readonly unstable: number;
  readonly marginal: number;
  /** |1 + step·lambda| of the map that is really taken, in the order of `eigenvalues`, and how many lie above 1. */
  readonly discrete?: readonly number[];
  readonly discreteUnstable?: number;
  /** Starts that led here. */
  readonly starts: number;
}

export interface FixedPoints {
  /** Fixed points first, then slow ones; each the most often reached first. */
  readonly points: readonly FixedPoint[];
  /** Starts that led to no place that is slow enough. */
  readonly lost: number;
  /** Where eigenvalues come from. */
  readonly jacobian: "exact" | "differenced";
}

interface Found {
  readonly kind: FixedPoint["kind"];
  place: Slowest;
  starts: number;
}

function isSame(a: Float64Array, b: Float64Array, apart: number): boolean {
  let [difference, size] = [0, 1];
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(a[i]!));
  }
  return difference <= apart * size;
}

function describe(system: DynamicalSystem, { kind, place, starts }: Found): FixedPoint {
  const spectrum = eigenvalues(jacobianAt(system, place.x), system.size);
  const { step } = system;
  const discrete =
    step === undefined
      ? undefined
      : spectrum.map(({ re, im }) => modulus({ re: 1 + step * re, im: step * im }));
  return {
    kind,
    state: Array.from(place.x),
    q: place.q,
    residual: place.residual,
    eigenvalues: spectrum,
    unstable: spectrum.filter(({ re }) => re > MARGINAL).length,
    marginal: spectrum.filter(({ re }) => Math.abs(re) <= MARGINAL).length,
    ...(discrete
      ? { discrete, discreteUnstable: discrete.filter((size) => size > 1 + MARGINAL).length }
      : {}),
    starts,
  };
}

/**
 * Fixed and slow points: q = |F(x)|²/2 minimised from every start, polished by Newton's method, doubles put together.
 * Sussillo & Barak 2013, Neural Comput 25:626. A start may end far from where it was; a zero that no start leads to is
 * not found.
 * @param starts states to descend from, (size) each
 */
export function findFixedPoints(
  system: DynamicalSystem,
  starts: readonly Float64Array[],
  options: FixedPointOptions = {},
): FixedPoints {
  const { tolerance = defaults.tolerance, slowQ = defaults.slowQ, apart = defaults.apart } = options;
  const found: Found[] = [];
  let lost = 0;
  for (const start of starts) {
    const place = minimiseSpeed(system, start);
    const kind = place.residual <= tolerance ? "fixed" : "slow";
    if (kind === "slow" && !(place.q <= slowQ)) {
      lost++;
      continue;
    }
    const known = found.find((other) => other.kind === kind && isSame(place.x, other.place.x, apart));
    if (!known) found.push({ kind, place, starts: 1 });
    else {
      known.starts++;
      if (place.q < known.place.q) known.place = place;
    }
  }
  const sorted = found.sort((a, b) =>
    a.kind === b.kind ? b.starts - a.starts : a.kind === "fixed" ? -1 : 1,
  );
  return {
    points: sorted.map((one) => describe(system, one)),
    lost,
    jacobian: system.jacobian ? "exact" : "differenced",
  };
}
