import { autocorrelations } from "./autocorrelations.js";
import { fitTimescale } from "./fit-timescale.js";

/** The linear system of circuits of two populations (2n, 2n) once one area is taken out of it. */
export function withoutArea(A: Float64Array, n: number, lost: number): Float64Array {
  const kept = Array.from({ length: 2 * n }, (_, i) => i).filter((i) => i % n !== lost);
  return Float64Array.from(kept.flatMap((i) => kept.map((j) => A[i * 2 * n + j]!)));
}

/** Fitted time constants of every area's E rate, white noise into the E cells of one area. */
export function areaTimescales(A: Float64Array, areas: readonly string[], input: number) {
  const n = 2 * areas.length;
  const Q = new Float64Array(n * n);
  Q[input * n + input] = 1;
  const observe = areas.map((_, i) => i);
  const { rows, lagsMs } = autocorrelations(A, Q, n, { stepMs: 1, lastMs: 6000, observe, until: 0.05 });
  return { lagsMs, rows, fits: areas.map((area, i) => ({ area, fit: fitTimescale(rows[i]!, 1) })) };
}
