import type { Connectome } from "./connectome.js";
import { exponential } from "./exponential.js";

const squared = (x: number): number => x * x;

export interface DistanceRuleOptions {
  /** Number of areas, 2 to 500. */
  readonly areas?: number | undefined;
  /** Decay of the wiring length distribution. */
  readonly lambdaPerMm?: number | undefined;
  /** Links over possible links at which wiring stops. */
  readonly density?: number | undefined;
  /** Axons at which wiring stops, instead of at a density: which pairs are linked then follows from lambda. */
  readonly axons?: number | undefined;
  /** Mean distance between areas; positions are scaled to it. */
  readonly meanDistanceMm?: number | undefined;
  /** Uniform numbers in [0, 1). */
  readonly random: () => number;
}

/** A connectome that knows where its areas are. */
export interface SyntheticCortex extends Connectome {
  /** (n, n) straight-line distances. */
  readonly distanceMm: Float64Array;
  /** (n, n) axons drawn, row = target: the counts whose lengths follow the rule; FLN divides each row by its sum. */
  readonly axons: Float64Array;
}

const defaults = { areas: 29, lambdaPerMm: 0.19, density: 0.66, meanDistanceMm: 27.2 };

/** Semi-axes of the ellipsoid that stands for a hemisphere, before scaling: long enough that distances spread as in macaque. */
const AXES = [30, 15, 11] as const;
const BIN_MM = 1;
/** Steepness of SLN over the difference in hierarchy; ours. */
const SLN_STEEPNESS = 5;

const check = (name: string, value: number, low: number, high: number): void => {
  if (!(value >= low && value <= high))
    throw new RangeError(`${name} is ${value}; expected ${low} to ${high}.`);
};

/** A point uniform in direction on the ellipsoid. */
function place(random: () => number): number[] {
  for (;;) {
    const point = [random(), random(), random()].map((u) => 2 * u - 1);
    const length = Math.sqrt(point.reduce((sum, x) => sum + x * x, 0));
    if (length > 0.05 && length <= 1) return point.map((x, axis) => (x / length) * AXES[axis]!);
  }
}

function distances(points: readonly number[][], meanMm: number): Float64Array {
  const n = points.length;
  const raw = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      raw[i * n + j] = Math.sqrt(
        points[i]!.reduce((sum, x, axis) => sum + squared(x - points[j]![axis]!), 0),
      );
    }
  }
  const mean = raw.reduce((sum, d) => sum + d, 0) / (n * (n - 1));
  return raw.map((d) => (d * meanMm) / mean);
}

/** Ordered pairs of areas by distance bin. */
function pairsByBin(distanceMm: Float64Array, n: number): number[][] {
  const bins: number[][] = [];
  distanceMm.forEach((d, pair) => {
    if (Math.floor(pair / n) === pair % n) return;
    const bin = Math.floor(d / BIN_MM);
    while (bins.length <= bin) bins.push([]);
    bins[bin]!.push(pair);
  });
  return bins;
}

/**
 * Wires area by area pair: draw a length from the exponential distribution (bins without a pair are left out), choose a
 * pair of that length, add one axon; stop when the wanted number of pairs is linked, or of axons drawn.
 */
function wire(
  bins: readonly number[][],
  n: number,
  lambda: number,
  stop: { readonly links: number; readonly axons: number },
  random: () => number,
): Float64Array {
  const weights = bins.map((pairs, bin) =>
    pairs.length > 0 ? exponential(-lambda * (bin + 0.5) * BIN_MM) : 0,
  );
  const cumulative: number[] = [];
  weights.reduce((sum, weight) => {
    cumulative.push(sum + weight);
    return sum + weight;
  }, 0);
  const total = cumulative[cumulative.length - 1]!;
  const axons = new Float64Array(n * n);
  for (let linked = 0, drawnAxons = 0; linked < stop.links && drawnAxons < stop.axons; drawnAxons++) {
    const drawn = random() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > drawn) high = middle;
      else low = middle + 1;
    }
    const pairs = bins[low]!;
    const pair = pairs[Math.floor(random() * pairs.length)]!;
    if (axons[pair] === 0) linked++;
    axons[pair]!++;
  }
  return axons;
}

/** The three smooth gradients of a synthetic cortex: hierarchy is the rank along its long axis. */
function gradients(points: readonly number[][]): Record<string, Float64Array> {
  const n = points.length;
  const rank = points.map((_, i) => i).sort((a, b) => points[a]![0]! - points[b]![0]!);
  const hierarchy = new Float64Array(n);
  rank.forEach((area, position) => {
    hierarchy[area] = position / (n - 1);
  });
  return {
    hierarchy,
    spineCount: hierarchy.map((h) => 800 + 6700 * h),
    d1Density: hierarchy.map((h) => 0.5 + 1.7 * h),
  };
}

/**
 * A cortex wired by the exponential distance rule p(d) = C·exp(-lambda·d) of Ercsey-Ravasz et al. 2013, Neuron 80:184.
 * Free of measured data: positions, laminar origin, spine counts and D1 density are ours, smooth along the long axis.
 * Areas are named A1, A2, ... up the hierarchy; A1 plays the part of V1.
 * @throws RangeError when an option is out of its range
 */
export function distanceRuleCortex(options: DistanceRuleOptions): SyntheticCortex {
  const { random } = options;
  const n = options.areas ?? defaults.areas;
  const lambda = options.lambdaPerMm ?? defaults.lambdaPerMm;
  const density = options.density ?? defaults.density;
  const meanMm = options.meanDistanceMm ?? defaults.meanDistanceMm;
  check("areas", n, 2, 500);
  check("lambdaPerMm", lambda, 0, 1);
  check("density", density, 0, 0.9);
  check("meanDistanceMm", meanMm, 1, 1000);
  const points = Array.from({ length: n }, () => place(random)).sort((a, b) => a[0]! - b[0]!);
  const distanceMm = distances(points, meanMm);
  const pairs = n * (n - 1);
  const stop =
    options.axons === undefined
      ? { links: Math.round(density * pairs), axons: Number.POSITIVE_INFINITY }
      : { links: Number.POSITIVE_INFINITY, axons: options.axons };
  if (options.axons !== undefined) check("axons", options.axons, 1, 10_000_000);
  const axons = wire(pairsByBin(distanceMm, n), n, lambda, stop, random);
  const measures = gradients(points);
  const { hierarchy } = measures as { hierarchy: Float64Array };
  const incoming = Float64Array.from({ length: n }, (_, i) =>
    axons.subarray(i * n, (i + 1) * n).reduce((sum, count) => sum + count, 0),
  );
  const synthetic = "made by the exponential distance rule, not measured";
  return {
    name: "distance-rule",
    title: `Synthetic cortex of ${n} areas by the exponential distance rule`,
    species: "synthetic",
    areas: points.map((_, i) => `A${i + 1}`),
    fln: axons.map((count, cell) => (count > 0 ? count / incoming[Math.floor(cell / n)]! : 0)),
    sln: axons.map((count, cell) =>
      count > 0
        ? 1 / (1 + exponential(-SLN_STEEPNESS * (hierarchy[Math.floor(cell / n)]! - hierarchy[cell % n]!)))
        : 0,
    ),
    distanceMm,
    axons,
    measures,
    about: Object.fromEntries(
      Object.keys(measures).map((name) => [
        name,
        { unit: "synthetic", meaning: "smooth gradient", source: synthetic },
      ]),
    ),
    citations: ["ercseyravasz2013"],
    licence: "MIT",
    source: synthetic,
    sha256: "",
  };
}
