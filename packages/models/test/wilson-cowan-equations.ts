/** Parameters of the Wilson-Cowan equations. */
export interface WilsonCowanNumbers {
  readonly tauE: number;
  readonly tauI: number;
  readonly aE: number;
  readonly thetaE: number;
  readonly aI: number;
  readonly thetaI: number;
  readonly wEE: number;
  readonly wEI: number;
  readonly wIE: number;
  readonly wII: number;
  readonly P: number;
  readonly Q: number;
}

export type Convention = "wilson-cowan-1972" | "code" | "rate";
export type State = readonly [E: number, I: number];

/** S(x) of Wilson & Cowan 1972, eq. 15, and its supremum. */
const sigmoid = (x: number, a: number, theta: number): number =>
  1 / (1 + Math.exp(-a * (x - theta))) - 1 / (1 + Math.exp(a * theta));
const supremum = (a: number, theta: number): number => 1 - 1 / (1 + Math.exp(a * theta));

/** dE/dt and dI/dt as the three conventions write them. */
export function wilsonCowanField(v: WilsonCowanNumbers, convention: Convention, [E, I]: State): State {
  const SE = sigmoid(v.wEE * E - v.wEI * I + v.P, v.aE, v.thetaE);
  const SI = sigmoid(v.wIE * E - v.wII * I + v.Q, v.aI, v.thetaI);
  if (convention === "rate") return [(-E + SE) / v.tauE, (-I + SI) / v.tauI];
  const [kE, kI] = convention === "code" ? [1, 1] : [supremum(v.aE, v.thetaE), supremum(v.aI, v.thetaI)];
  return [(-E + (kE - E) * SE) / v.tauE, (-I + (kI - I) * SI) / v.tauI];
}

/** The state after a time, by the classical Runge-Kutta method in so many steps. */
export function wilsonCowanAfter(
  v: WilsonCowanNumbers,
  convention: Convention,
  start: State,
  ms: number,
  steps: number,
): State {
  const dt = ms / steps;
  const along = ([E, I]: State, by: number, [dE, dI]: State): State => [E + by * dE, I + by * dI];
  let x = start;
  for (let step = 0; step < steps; step++) {
    const k1 = wilsonCowanField(v, convention, x);
    const k2 = wilsonCowanField(v, convention, along(x, dt / 2, k1));
    const k3 = wilsonCowanField(v, convention, along(x, dt / 2, k2));
    const k4 = wilsonCowanField(v, convention, along(x, dt, k3));
    const mean = (i: 0 | 1): number => (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
    x = along(x, dt, [mean(0), mean(1)]);
  }
  return x;
}
