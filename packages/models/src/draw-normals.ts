import type { Kernels, Pointer, Precision, RandomStream } from "@isocortex/core-wasm";

/** Random numbers are made 64 bytes at a time, most of which a row of few areas would throw away; fastest in rows this long. */
const ROW_BYTES = 2048;
const MOST_AREAS = 4;

export interface NormalsOf {
  readonly stream: RandomStream;
  readonly step: number;
  readonly trials: number;
  readonly n: number;
  readonly precision: Precision;
}

/** How many numbers of neighbouring trials lie in one row of a generator whose rows are apart by their counter. */
function rowLength(n: number, width: number): number {
  return n <= MOST_AREAS ? Math.floor(ROW_BYTES / width / n) * n : n;
}

/**
 * out (trials, n) standard normal. A number depends on stream, step, trial and area, not on how many trials there are.
 * Trials of a circuit of up to 4 areas share rows; a larger circuit has a row for each trial.
 */
export function drawNormals(
  k: Kernels,
  out: Pointer,
  { stream, step, trials, n, precision }: NormalsOf,
): void {
  const width = precision === "f64" ? 8 : 4;
  const length = rowLength(n, width);
  const rows = Math.floor((trials * n) / length);
  const rest = trials * n - rows * length;
  const { key0, key1 } = stream;
  if (rows > 0) k.normals(out, key0, key1, step, 0, rows, length);
  if (rest > 0) k.normals(out + rows * length * width, key0, key1, step, rows, 1, rest);
}
