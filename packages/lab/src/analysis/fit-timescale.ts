import { scalar } from "@isocortex/core-wasm";

const squared = (x: number): number => x * x;

/** A time constant fitted to an autocorrelation. */
export interface TimescaleFit {
  readonly tauMs: number;
  /** One exponential A·exp(-t/tau), or a·exp(-t/t1) + (1 - a)·exp(-t/t2) and tau = a·t1 + (1 - a)·t2. */
  readonly kind: "single" | "double";
  readonly amplitude: number;
  /** The double fit's parts, whichever kind was chosen. */
  readonly double: { readonly a: number; readonly t1Ms: number; readonly t2Ms: number };
  readonly sse: { readonly single: number; readonly double: number };
  /** Points of the autocorrelation that were fitted. */
  readonly points: number;
  /** A fitted time constant of the chosen kind that lies on a bound: the fit is then not to be trusted. */
  readonly boundHit: "lower" | "upper" | undefined;
}

export interface TimescaleOptions {
  readonly lowerMs?: number | undefined;
  readonly upperMs?: number | undefined;
  /** The part of the autocorrelation from 1 down to this is fitted. */
  readonly floor?: number | undefined;
  /** How many times larger the single fit's sum of squares must be for the double fit to be taken. */
  readonly preference?: number | undefined;
}

const defaults = { lowerMs: 1, upperMs: 2000, floor: 0.05, preference: 8 };
const GRID = 24;
const STARTS = 4;

/** Writes exp(-k·step/tau) for k < out.length. */
function decay(out: Float64Array, stepMs: number, tauMs: number): Float64Array {
  const ratio = scalar.exp(-stepMs / tauMs);
  for (let k = 0, e = 1; k < out.length; k++, e *= ratio) out[k] = e;
  return out;
}

function fitSingle(
  y: Float64Array,
  stepMs: number,
  low: number,
  high: number,
): { tau: number; A: number; sse: number } {
  const e = new Float64Array(y.length);
  const at = (logTau: number): { tau: number; A: number; sse: number } => {
    decay(e, stepMs, scalar.exp(logTau));
    let ye = 0;
    let ee = 0;
    for (let k = 0; k < y.length; k++) {
      ye += y[k]! * e[k]!;
      ee += e[k]! * e[k]!;
    }
    const A = ye / ee;
    let sse = 0;
    for (let k = 0; k < y.length; k++) sse += squared(A * e[k]! - y[k]!);
    return { tau: scalar.exp(logTau), A, sse };
  };
  // The sum of squares has one minimum in tau: golden section.
  let [a, b] = [scalar.log(low), scalar.log(high)];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 90; i++) {
    const [c, d] = [b - golden * (b - a), a + golden * (b - a)];
    if (at(c).sse < at(d).sse) b = d;
    else a = c;
  }
  return at((a + b) / 2);
}

interface Double {
  readonly a: number;
  readonly u1: number;
  readonly u2: number;
  readonly sse: number;
}

/** Solves the 3 x 3 system M x = v by Cramer's rule; undefined when it is singular. */
function solve3(M: readonly number[], v: readonly number[]): number[] | undefined {
  const [a, b, c, d, e, f, g, h, i] = M as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [p, q, r] = v as [number, number, number];
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!(Math.abs(det) > 0)) return undefined;
  return [
    (p * (e * i - f * h) - b * (q * i - f * r) + c * (q * h - e * r)) / det,
    (a * (q * i - f * r) - p * (d * i - f * g) + c * (d * r - q * g)) / det,
    (a * (e * r - q * h) - b * (d * r - q * g) + p * (d * h - e * g)) / det,
  ];
}

/** The double fit on one autocorrelation: its sum of squares, best amplitude and Levenberg-Marquardt steps. */
class DoubleFit {
  readonly y: Float64Array;
  readonly stepMs: number;
  readonly bounds: readonly [number, number];
  readonly e1: Float64Array;
  readonly e2: Float64Array;

  constructor(y: Float64Array, stepMs: number, lowerMs: number, upperMs: number) {
    this.y = y;
    this.stepMs = stepMs;
    this.bounds = [scalar.log(lowerMs), scalar.log(upperMs)];
    this.e1 = new Float64Array(y.length);
    this.e2 = new Float64Array(y.length);
  }

  sse(a: number, u1: number, u2: number): number {
    const { y, e1, e2 } = this;
    decay(e1, this.stepMs, scalar.exp(u1));
    decay(e2, this.stepMs, scalar.exp(u2));
    let sum = 0;
    for (let k = 0; k < y.length; k++) sum += squared(a * e1[k]! + (1 - a) * e2[k]! - y[k]!);
    return sum;
  }

  /** The best amplitude for given time constants. */
  project(u1: number, u2: number): Double {
    const { y, e1, e2 } = this;
    decay(e1, this.stepMs, scalar.exp(u1));
    decay(e2, this.stepMs, scalar.exp(u2));
    let top = 0;
    let bottom = 0;
    for (let k = 0; k < y.length; k++) {
      const d = e1[k]! - e2[k]!;
      top += (y[k]! - e2[k]!) * d;
      bottom += d * d;
    }
    const a = bottom > 0 ? Math.min(1, Math.max(0, top / bottom)) : 1;
    return { a, u1, u2, sse: this.sse(a, u1, u2) };
  }

  /** Levenberg-Marquardt in (a, ln t1, ln t2) inside the bounds. */
  refine(start: Double): Double {
    let best = start;
    let damping = 1e-3;
    for (let iteration = 0; iteration < 200 && damping < 1e12; iteration++) {
      const { normal, gradient } = this.linearise(best);
      const damped = normal.map((value, at) => (at % 4 === 0 ? value * (1 + damping) : value));
      const step = solve3(damped, gradient);
      const next = step && this.bounded(best.a - step[0]!, best.u1 - step[1]!, best.u2 - step[2]!);
      if (next && next.sse < best.sse) {
        const gain = best.sse - next.sse;
        best = next;
        damping = Math.max(damping / 10, 1e-12);
        if (gain <= 1e-14 * best.sse) break;
      } else {
        damping *= 10;
      }
    }
    return best;
  }

  private bounded(a: number, u1: number, u2: number): Double {
    const [low, high] = this.bounds;
    const inside = (u: number): number => Math.min(high, Math.max(low, u));
    const [b, v1, v2] = [Math.min(1, Math.max(0, a)), inside(u1), inside(u2)];
    return { a: b, u1: v1, u2: v2, sse: this.sse(b, v1, v2) };
  }

  private linearise({ a, u1, u2 }: Double): { normal: number[]; gradient: number[] } {
    const { y, e1, e2, stepMs } = this;
    decay(e1, stepMs, scalar.exp(u1));
    decay(e2, stepMs, scalar.exp(u2));
    const [t1, t2] = [scalar.exp(u1), scalar.exp(u2)];
    const normal = new Array<number>(9).fill(0);
    const gradient = [0, 0, 0];
    for (let k = 0; k < y.length; k++) {
      const lag = k * stepMs;
      const J = [e1[k]! - e2[k]!, (a * e1[k]! * lag) / t1, ((1 - a) * e2[k]! * lag) / t2];
      const residual = a * e1[k]! + (1 - a) * e2[k]! - y[k]!;
      for (let i = 0; i < 3; i++) {
        gradient[i]! += J[i]! * residual;
        for (let j = 0; j < 3; j++) normal[i * 3 + j]! += J[i]! * J[j]!;
      }
    }
    return { normal, gradient };
  }
}

function fitDouble(y: Float64Array, stepMs: number, low: number, high: number): Double {
  const fit = new DoubleFit(y, stepMs, low, high);
  const grid = Array.from(
    { length: GRID },
    (_, i) => scalar.log(low) + (i / (GRID - 1)) * scalar.log(high / low),
  );
  const starts = grid.flatMap((u1, i) => grid.slice(i + 1).map((u2) => fit.project(u1, u2)));
  starts.sort((a, b) => a.sse - b.sse);
  const refined = starts.slice(0, STARTS).map((start) => fit.refine(start));
  return refined.reduce((best, next) => (next.sse < best.sse ? next : best));
}

/**
 * Time constant of an autocorrelation as in Chaudhuri et al. 2015: one exponential, unless two fit much better.
 * @param autocorrelation values at lags 0, stepMs, 2·stepMs, ..., the first 1
 * @returns undefined when fewer than four points lie above the floor
 */
export function fitTimescale(
  autocorrelation: readonly number[],
  stepMs: number,
  options: TimescaleOptions = {},
): TimescaleFit | undefined {
  const lowerMs = options.lowerMs ?? defaults.lowerMs;
  const upperMs = options.upperMs ?? defaults.upperMs;
  const below = autocorrelation.findIndex((value) => value < (options.floor ?? defaults.floor));
  const y = Float64Array.from(below < 0 ? autocorrelation : autocorrelation.slice(0, below));
  if (y.length < 4) return undefined;
  const single = fitSingle(y, stepMs, lowerMs, upperMs);
  const double = fitDouble(y, stepMs, lowerMs, upperMs);
  const [t1Ms, t2Ms] = [scalar.exp(double.u1), scalar.exp(double.u2)];
  const kind = single.sse >= (options.preference ?? defaults.preference) * double.sse ? "double" : "single";
  const taus = kind === "single" ? [single.tau] : [t1Ms, t2Ms];
  return {
    tauMs: kind === "single" ? single.tau : double.a * t1Ms + (1 - double.a) * t2Ms,
    kind,
    amplitude: kind === "single" ? single.A : double.a,
    double: { a: double.a, t1Ms, t2Ms },
    sse: { single: single.sse, double: double.sse },
    points: y.length,
    boundHit: taus.some((t) => t > upperMs * (1 - 1e-6))
      ? "upper"
      : taus.some((t) => t < lowerMs * (1 + 1e-6))
        ? "lower"
        : undefined,
  };
}
