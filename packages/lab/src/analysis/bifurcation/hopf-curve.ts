import { jacobianAt } from "../dynamical-system.js";
import { type Eigenvalue, eigenvalues } from "../eigenvalues.js";
import { EQUILIBRIUM_TOLERANCE } from "./equilibria.js";
import { type TwoParameterCurve, withCondition } from "./fold-curve.js";
import { hopfNormalForm } from "./hopf-normal-form.js";
import type { ScaledFamily } from "./scaled-family.js";

/** Sum and product of two eigenvalues, smooth where a complex pair becomes two real ones. */
interface Pair {
  readonly sum: number;
  readonly product: number;
}

function pairsOf(spectrum: readonly Eigenvalue[]): Pair[] {
  const real = spectrum.filter(({ im }) => im === 0);
  return [
    ...spectrum.filter(({ im }) => im > 0).map(({ re, im }) => ({ sum: 2 * re, product: re * re + im * im })),
    ...real.flatMap((a, i) => real.slice(i + 1).map((b) => ({ sum: a.re + b.re, product: a.re * b.re }))),
  ];
}

/**
 * Hopf points in two parameters: F = 0 and the sum of the critical pair of eigenvalues = 0. Tests: BT, their product omega²,
 * 0 where a second eigenvalue vanishes and beyond which the pair is that of a neutral saddle; GH, the first Lyapunov
 * coefficient, 0 where the cycle born changes its stability.
 * @param omega about the frequency at the start
 */
export function hopfCurve(
  problem: ScaledFamily,
  omega: number,
  widths: readonly number[],
): TwoParameterCurve {
  const { n } = problem;
  let last: Pair = { sum: 0, product: omega * omega };
  function pairAt(u: Float64Array): Pair {
    const pairs = pairsOf(eigenvalues(jacobianAt(problem.systemAt(u), problem.stateOf(u)), n));
    const size = Math.sqrt(Math.abs(last.product)) + omega * 1e-3;
    const away = ({ sum, product }: Pair): number =>
      Math.abs(sum - last.sum) / size + Math.abs(product - last.product) / (size * size);
    return pairs.reduce(
      (best, one) => (away(one) < away(best) ? one : best),
      pairs[0] ?? { sum: Number.NaN, product: Number.NaN },
    );
  }
  return {
    size: n + 2,
    tolerance: EQUILIBRIUM_TOLERANCE,
    evaluate: withCondition(problem, (u) => pairAt(u).sum),
    moveTo({ u }) {
      last = pairAt(u);
    },
    describe(point) {
      const { product } = pairAt(point.u);
      const [system, x] = [problem.systemAt(point.u), problem.stateOf(point.u)];
      const lyapunov =
        product > 1e-6 * omega * omega
          ? hopfNormalForm(system, x, Math.sqrt(product), widths).lyapunov
          : Number.NaN;
      return { ...point, tests: { BT: product, GH: lyapunov } };
    },
  };
}
