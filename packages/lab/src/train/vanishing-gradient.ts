import type { Floats } from "./floats.js";

export interface VanishingGradientOptions {
  /** `squared` compares squared norms, as pycog does; `norm` the norms, as eq. 9 is printed. */
  readonly ratio?: "squared" | "norm" | undefined;
  /** A trial whose squared error is below this is left out. */
  readonly bound?: number | undefined;
}

const defaults = { ratio: "squared", bound: 1e-20 } as const;

/**
 * One step of the term that keeps backpropagated errors from vanishing.          Pascanu, Mikolov & Bengio 2013, eq. 9
 *
 *   Omega = mean over trials and steps k of (|v|²/|e|² - 1)²,   e = dE/dx(k+1),  v = e · dx(k+1)/dx(k)
 *   v_j = kept_j + gain_j · sum_i sent_i W_ij
 *   dOmega/dW_ij = 4 (|v|²/|e|² - 1) / |e|² · v_j gain_j sent_i       (ratio |v|/|e|: 2 (|v|/|e| - 1) / (|v||e|) · ...)
 *
 * The derivative goes through W alone, errors and states held constant (eq. 10). With leak alpha and slopes f':
 *
 *   state  kept = (1 - alpha) e                    sent = alpha e                    gain = f'(x(k))
 *   rate   kept = (1 - alpha) e                    sent = alpha e f'(drive(k+1))     gain = 1
 *   post   kept = (1 - alpha) e f'(drive(k+1))     sent = alpha e f'(drive(k+1))     gain = 1
 *
 * Adds the sum over trials of dOmega/dW to sumGradient (n, n), and to tally the sum of the ratios' squares [0] and the
 * number of trials that count [1]; `addVanishingGradient` divides by the latter once all steps and shards are in.
 * error (= e), carried (= v), sent, gain (trials, n); without gain it is 1.
 */
export function vanishingGradient(
  sumGradient: Floats,
  tally: Float64Array,
  error: Floats,
  carried: Floats,
  sent: Floats,
  gain: Floats | undefined,
  trials: number,
  n: number,
  { ratio = defaults.ratio, bound = defaults.bound }: VanishingGradientOptions = defaults,
): void {
  for (let trial = 0; trial < trials; trial++) {
    const from = trial * n;
    let arriving = 0;
    let passed = 0;
    for (let i = 0; i < n; i++) {
      arriving += error[from + i]! * error[from + i]!;
      passed += carried[from + i]! * carried[from + i]!;
    }
    const scale = vanishingScale(tally, arriving, passed, ratio, bound);
    if (scale === 0) continue;
    for (let i = 0; i < n; i++) {
      const weight = scale * sent[from + i]!;
      if (weight === 0) continue;
      for (let j = 0; j < n; j++) {
        sumGradient[i * n + j]! += weight * carried[from + j]! * (gain ? gain[from + j]! : 1);
      }
    }
  }
}

/** Adds coefficient · dOmega/dW to gradient and returns coefficient · Omega; 0 when no trial counted. */
export function addVanishingGradient(
  gradient: Floats,
  sumGradient: Floats,
  tally: Float64Array,
  coefficient: number,
): number {
  const count = tally[1]!;
  if (count === 0) return 0;
  for (let i = 0; i < gradient.length; i++) gradient[i]! += (coefficient * sumGradient[i]!) / count;
  return (coefficient * tally[0]!) / count;
}

/**
 * The factor of v_j gain_j sent_i in a trial's dOmega/dW, from |e|² (arriving) and |v|² (passed); counts the trial in tally.
 * 0 for a trial that is left out.
 */
export function vanishingScale(
  tally: Float64Array,
  arriving: number,
  passed: number,
  ratio: "squared" | "norm" = defaults.ratio,
  bound: number = defaults.bound,
): number {
  if (!(arriving >= bound && arriving > 0)) return 0;
  const norms = Math.sqrt(arriving) * Math.sqrt(passed);
  const excess = (ratio === "squared" ? passed / arriving : norms / arriving) - 1;
  tally[0]! += excess * excess;
  tally[1]! += 1;
  if (ratio === "squared") return (4 * excess) / arriving;
  return norms > 0 ? (2 * excess) / norms : 0;
}
