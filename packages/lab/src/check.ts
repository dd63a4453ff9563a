/** One published number against ours. */
export interface Check {
  readonly quantity: string;
  readonly unit: string;
  readonly published: number;
  readonly got: number;
  /** Largest |got - published| that passes. */
  readonly tolerance: number;
  readonly pass: boolean;
  /** Where the number is printed, or which independent implementation gave it. */
  readonly source: string;
  /**
   * `paper`: printed in the publication; `reference`: an independent implementation of the same equations; `criterion`: a
   * mark that a trained network or a model has to reach, which the tolerance leads up to.
   */
  readonly origin: "paper" | "reference" | "criterion";
}

/** The check with its verdict. */
export function check(of: Omit<Check, "pass">): Check {
  return { ...of, pass: Math.abs(of.got - of.published) <= of.tolerance };
}
