import { defaultValues, excitatoryInhibitory } from "../src/index.js";
import { type LocalValues, localJacobian } from "./local-circuit.js";

export interface RandomRun {
  readonly values: LocalValues;
  /** Hz into E between onMs and offMs. */
  readonly amplitude: number;
  readonly onMs: number;
  readonly offMs: number;
}

const published = defaultValues(excitatoryInhibitory.params);

/** A circuit with weights up to twice the published ones, and a pulse of up to 60 Hz of either sign; its rest stable. */
export function randomRun(uniform: () => number): RandomRun {
  for (;;) {
    const values = {
      ...published,
      tauE: 5 + 45 * uniform(),
      tauI: 2 + 28 * uniform(),
      wEE: published.wEE * 2 * uniform(),
      wIE: published.wIE * 2 * uniform(),
      wEI: published.wEI * 2 * uniform(),
      wII: published.wII * 2 * uniform(),
      hierarchy: uniform(),
      restE: 1 + 20 * uniform(),
      restI: 1 + 40 * uniform(),
    };
    const [a, b, c, d] = localJacobian(values);
    const amplitude = 120 * (uniform() - 0.5);
    if (a + d < 0 && a * d - b * c > 0) return { values, amplitude, onMs: 8, offMs: 40 };
  }
}

/** E and I at the end of the pulse by the classical Runge-Kutta method on the equations written out. */
export function stateAfterPulse(
  { values: v, amplitude, onMs, offMs }: RandomRun,
  dt: number,
): [number, number] {
  const gain = 1 + v.eta * v.hierarchy;
  const [a, b, c, d] = [v.betaE * gain * v.wEE, v.betaE * v.wEI, v.betaI * gain * v.wIE, v.betaI * v.wII];
  const JE = v.restE - a * v.restE + b * v.restI;
  const JI = v.restI - c * v.restE + d * v.restI;
  const slopeE = (E: number, I: number, drive: number): number =>
    (-E + Math.max(a * E - b * I + JE + drive, 0)) / v.tauE;
  const slopeI = (E: number, I: number): number => (-I + Math.max(c * E - d * I + JI, 0)) / v.tauI;
  let [E, I] = [v.restE, v.restI];
  for (let step = 0; step < offMs / dt; step++) {
    const drive = step >= onMs / dt ? amplitude : 0;
    const [e1, i1] = [slopeE(E, I, drive), slopeI(E, I)];
    const [E2, I2] = [E + (dt / 2) * e1, I + (dt / 2) * i1];
    const [e2, i2] = [slopeE(E2, I2, drive), slopeI(E2, I2)];
    const [E3, I3] = [E + (dt / 2) * e2, I + (dt / 2) * i2];
    const [e3, i3] = [slopeE(E3, I3, drive), slopeI(E3, I3)];
    const [E4, I4] = [E + dt * e3, I + dt * i3];
    E += (dt / 6) * (e1 + 2 * e2 + 2 * e3 + slopeE(E4, I4, drive));
    I += (dt / 6) * (i1 + 2 * i2 + 2 * i3 + slopeI(E4, I4));
  }
  return [E, I];
}
