type Floats = Float64Array | Float32Array;

/** out (columns, rows) = transposed W (rows, columns), row i of W times gain (one, or one per row). */
export function transposeInto(
  out: Floats,
  W: Floats,
  rows: number,
  columns: number,
  gain: number | readonly number[],
): Floats {
  for (let i = 0; i < rows; i++) {
    const factor = typeof gain === "number" ? gain : gain[i]!;
    for (let j = 0; j < columns; j++) out[j * rows + i] = factor * W[i * columns + j]!;
  }
  return out;
}
