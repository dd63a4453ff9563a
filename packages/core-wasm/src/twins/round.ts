/** A floating-point type as plain TypeScript sees it. */
export interface Float {
  readonly bytes: 4 | 8;
  /** Rounds the double result of one operation on numbers of the type to the type. */
  readonly round: (x: number) => number;
}

export const float64: Float = { bytes: 8, round: (x) => x };
export const float32: Float = { bytes: 4, round: Math.fround };

export type FloatArray = Float64Array | Float32Array;
