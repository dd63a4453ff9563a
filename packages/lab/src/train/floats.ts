/** Numbers of a trained network: single precision trains, double precision checks gradients. */
export type Floats = Float64Array | Float32Array;

/** Largest |a - b| of two arrays of one length, NaN where one has a NaN. */
export function largestDifference(a: Floats, b: Floats): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}
