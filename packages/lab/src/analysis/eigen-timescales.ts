import { InputError } from "@isocortex/core-wasm";
import { eigenvalues } from "./eigenvalues.js";

/** A mode of a linear system. */
export interface Mode {
  /** -1/Re(lambda) in ms; negative for a growing mode. */
  readonly tauMs: number;
  /** Eigenvalue, per ms. */
  readonly re: number;
  readonly im: number;
}

/**
 * The modes of dx/dt = A x, slowest first; growing modes come before all others.
 * @param A (n, n) row-major, per ms
 * @throws InputError (code `numerical`) when an entry is not finite
 */
export function eigenTimescales(A: ArrayLike<number>, n: number): readonly Mode[] {
  const values = eigenvalues(A, n);
  if (values.length < n) {
    throw new InputError(
      "the linear system has no modes: its matrix has entries that are not finite; " +
        "expected finite numbers per ms, from weaker connections and time constants above 0.",
      { code: "numerical" },
    );
  }
  return values.map(({ re, im }) => ({ tauMs: -1 / re, re, im }));
}
