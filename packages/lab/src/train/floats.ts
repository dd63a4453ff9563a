/** Numbers of a trained network: single precision trains, double precision checks gradients. */
export type Floats = Float64Array | Float32Array;
