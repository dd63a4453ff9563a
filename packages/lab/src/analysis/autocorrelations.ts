import { Matrix } from "ml-matrix";
import { lyapunov } from "./lyapunov.js";
import { matrixExponential } from "./matrix-exponential.js";

export interface AutocorrelationOptions {
  readonly stepMs: number;
  readonly lastMs: number;
  /** Indices of the state variables wanted. */
  readonly observe: readonly number[];
  /** Stop once every observed autocorrelation is below this; 0 keeps all lags. */
  readonly until?: number | undefined;
}

/** Exact autocorrelations of a linear system driven by white noise. */
export interface Autocorrelations {
  readonly lagsMs: readonly number[];
  /** One row per observed variable: C(lag)/C(0); empty where the variable has no variance. */
  readonly rows: readonly (readonly number[])[];
}

/** A variable whose standard deviation is below 1e-7 of the largest has no activity to speak of. */
const NO_VARIANCE = 1e-14;

/**
 * Exact stationary autocorrelation: C(t) = exp(A t) P with A P + P A' + Q = 0.
 * @param A (n, n) row-major, per ms
 * @param Q (n, n) row-major, per ms
 * @throws InputError when A has a mode that does not decay
 */
export function autocorrelations(
  A: ArrayLike<number>,
  Q: ArrayLike<number>,
  n: number,
  { stepMs, lastMs, observe, until = 0 }: AutocorrelationOptions,
): Autocorrelations {
  const P = lyapunov(A, Q, n);
  const transition = matrixExponential(Matrix.from1DArray(n, n, Array.from(A)).mul(stepMs)).to1DArray();
  const width = observe.length;
  let C = new Float64Array(n * width);
  for (let i = 0; i < n; i++) for (let w = 0; w < width; w++) C[i * width + w] = P.get(i, observe[w]!);
  const variance = observe.map((i) => P.get(i, i));
  const active = variance.map((v) => v > NO_VARIANCE * Math.max(...variance));
  const rows: number[][] = observe.map(() => []);
  const lagsMs: number[] = [];
  for (let lag = 0; lag * stepMs <= lastMs + 1e-9; lag++) {
    lagsMs.push(lag * stepMs);
    let above = false;
    observe.forEach((i, w) => {
      if (!active[w]) return;
      const value = C[i * width + w]! / variance[w]!;
      rows[w]!.push(value);
      above ||= value >= until;
    });
    if (!above) break;
    C = advance(transition, C, n, width);
  }
  return { lagsMs, rows };
}

/** transition (n, n) times C (n, width). */
function advance(
  transition: readonly number[],
  C: Float64Array,
  n: number,
  width: number,
): Float64Array<ArrayBuffer> {
  const next = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const t = transition[i * n + j]!;
      if (t === 0) continue;
      for (let w = 0; w < width; w++) next[i * width + w]! += t * C[j * width + w]!;
    }
  }
  return next;
}
