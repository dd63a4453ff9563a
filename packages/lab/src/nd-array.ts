/** A named array of a result: row-major data of the given shape. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array | Int32Array;
}
