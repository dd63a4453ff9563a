import { shuffled } from "./contingency-test.js";

/** A square matrix with all its off-diagonal entries permuted. */
export function shuffleMatrix(W: Float64Array, n: number, random: () => number): Float64Array {
  const cells = [...W.keys()].filter((cell) => Math.floor(cell / n) !== cell % n);
  return scatter(W, cells, random);
}

/** A square matrix with its non-zero entries permuted among their places. */
export function shuffleWeights(W: Float64Array, random: () => number): Float64Array {
  return scatter(
    W,
    [...W.keys()].filter((cell) => W[cell] !== 0),
    random,
  );
}

function scatter(W: Float64Array, cells: readonly number[], random: () => number): Float64Array {
  const out = W.slice();
  const values = shuffled(
    cells.map((cell) => W[cell]!),
    random,
  );
  cells.forEach((cell, i) => {
    out[cell] = values[i]!;
  });
  return out;
}
