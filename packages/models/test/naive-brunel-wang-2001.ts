// Brunel & Wang 2001, appendix, in its own notation: sums and integrals as they stand, no special function, units of ms, mV,
// nS and pF. The passage time is √π ∫ exp(x²)(1 + erf x) dx from b to a = ∫ exp(-u²)(exp(2au) - exp(2bu))/u du from 0.

type Values = Readonly<Record<string, number>>;

function passage(a: number, b: number): number {
  const top = Math.max(a, 0) + 9;
  const steps = 20_000;
  const at = (u: number): number =>
    u === 0 ? 2 * (a - b) : (Math.exp(2 * a * u - u * u) - Math.exp(2 * b * u - u * u)) / u;
  let sum = at(0) + at(top);
  for (let i = 1; i < steps; i++) sum += at((i * top) / steps) * (i % 2 === 1 ? 4 : 2);
  return (sum * top) / steps / 3;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const choose = (n: number, k: number): number => factorial(n) / factorial(k) / factorial(n - k);

export function naivePsi(p: Values, nu: number): number {
  const [tr, td, al] = [p.tauNMDARise!, p.tauNMDADecay!, p.alphaNMDA!];
  const tau = al * tr * td;
  let sum = 0;
  for (let n = 1; n <= 14; n++) {
    let Tn = 0;
    for (let k = 0; k <= n; k++) {
      const top = tr * (1 + nu * tau);
      Tn += ((-1) ** k * choose(n, k) * top) / (top + k * td);
    }
    sum += ((-al * tr) ** n * Tn) / factorial(n + 1);
  }
  return ((nu * tau) / (1 + nu * tau)) * (1 + sum / (1 + nu * tau));
}

function phi(p: Values, x: "E" | "I", n: number, N: number, nuI: number, nu: number): number {
  const [g, C] = [p[`leak${x}`]!, p[`capacitance${x}`]! * 1000];
  const nuExt = p.externalRate! / 1000;
  const Text = (p[`gExternal${x}`]! * p.externalSynapses! * p.tauAMPA! * nuExt) / g;
  const TA = (p[`gAMPA${x}`]! * p.cellsE! * p.tauAMPA! * n) / g;
  const TI = (p[`gGABA${x}`]! * p.cellsI! * p.tauGABA! * nuI) / g;
  const beta = p.blockSlope!;
  const at = (V: number) => {
    const J = 1 + (p.magnesium! / p.blockConcentration!) * Math.exp(-beta * V);
    const rho1 = (p[`gNMDA${x}`]! * p.cellsE!) / (g * J);
    const rho2 = (beta * p[`gNMDA${x}`]! * p.cellsE! * (V - p.vExcitatory!) * (J - 1)) / (g * J * J);
    const S = 1 + Text + TA + (rho1 + rho2) * N + TI;
    const mu = ((Text + TA + rho1 * N) * p.vExcitatory! + rho2 * N * V + TI * p.vInhibitory! + p.vLeak!) / S;
    return { S, mu, tau: C / (g * S) };
  };
  let [low, high] = [-150, p.vThreshold!];
  for (let i = 0; i < 100; i++) {
    const V = (low + high) / 2;
    const { mu, tau } = at(V);
    if (mu - (p.vThreshold! - p.vReset!) * nu * tau > V) low = V;
    else high = V;
  }
  const V = low;
  const { S, mu, tau } = at(V);
  const sigma2 =
    ((p[`gExternal${x}`]! * (V - p.vExcitatory!) * p.tauAMPA!) / C) ** 2 * p.externalSynapses! * nuExt * tau;
  const sigma = Math.sqrt(sigma2);
  const k = p.tauAMPA! / tau;
  const a = ((p.vThreshold! - mu) / sigma) * (1 + 0.5 * k) + p.colourShift! * Math.sqrt(k) - 0.5 * k;
  const b = (p.vReset! - mu) / sigma;
  if (!(S > 0.2)) return Number.NaN;
  return 1000 / (p[`refractory${x}`]! + tau * passage(a, b));
}

/** The map of the rates (Hz); NaN where a total conductance is not well above 0. */
export function naiveBrunelWang(p: Values, x: readonly number[]): number[] {
  const [n1, n2, n0, nI] = x.map((hz) => hz / 1000) as [number, number, number, number];
  const [f, w] = [p.codingLevel!, p.wPlus!];
  const wm = 1 - (f * (w - 1)) / (1 - f);
  const others = p.pools! - 1;
  const sums = ([a, b, c]: readonly number[]) => {
    const rest = (1 - p.pools! * f) * c!;
    return [
      f * w * a! + f * others * wm * b! + rest * wm,
      f * wm * a! + f * w * b! + f * (others - 1) * wm * b! + rest * wm,
      f * a! + f * others * b! + rest,
    ] as const;
  };
  const n = sums([n1, n2, n0]);
  const N = sums([n1, n2, n0].map((nu) => naivePsi(p, nu)));
  return [
    phi(p, "E", n[0], N[0], nI, n1),
    phi(p, "E", n[1], N[1], nI, n2),
    phi(p, "E", n[2], N[2], nI, n0),
    phi(p, "I", n[2], N[2], nI, nI),
  ];
}
