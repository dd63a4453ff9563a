/** An NMDA synapse dx/dt = -x/rise + spikes, ds/dt = -s/decay + alpha·x·(1 - s); times in ms, alpha in 1/ms. */
export interface NmdaSynapse {
  readonly rise: number;
  readonly decay: number;
  readonly alpha: number;
}

const NEGLIGIBLE = 1e-18;

/**
 * psi: the mean open fraction of NMDA channels at a presynaptic Poisson rate (1/ms), in closed form up to a series.
 * Brunel & Wang 2001, appendix: psi = y/(1+y)·[1 + Σ_{n>=1} (-alpha·rise)^n T_n/(n+1)!/(1+y)], y = rate·tau, with
 * tau = alpha·rise·decay and T_n = Σ_k (-1)^k C(n,k) c/(c + k), c = (1+y)·rise/decay. The alternating sum is a beta function,
 * T_n = n!/((c+1)···(c+n)), so each term follows from the one before without cancellation. The series itself loses about
 * exp(alpha·rise) units of rounding.
 */
export function nmdaSaturation({ rise, decay, alpha }: NmdaSynapse, rate: number): number {
  const y = rate * alpha * rise * decay;
  const c = ((1 + y) * rise) / decay;
  let product = 1;
  let sum = 0;
  for (let n = 1; Math.abs(product) > NEGLIGIBLE; n++) {
    product *= (-alpha * rise) / (c + n);
    sum += product / (n + 1);
  }
  return (y / (1 + y)) * (1 + sum / (1 + y));
}
