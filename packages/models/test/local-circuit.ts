import {
  type Circuit,
  defaultSettings,
  defaultValues,
  excitatoryInhibitory,
  type SettingsOf,
  type ValuesOf,
} from "../src/index.js";
import type { Matrix2 } from "./linear-system.js";

export type LocalValues = ValuesOf<typeof excitatoryInhibitory.params>;
type LocalSettings = SettingsOf<typeof excitatoryInhibitory.switches>;

/** The E-I circuit with some of its parameters and switches changed. */
export function localCircuit(
  values: Partial<LocalValues> = {},
  { noise = false, ...settings }: Partial<LocalSettings> & { readonly noise?: boolean } = {},
): Circuit {
  const { params, switches } = excitatoryInhibitory;
  return excitatoryInhibitory.circuit(
    { ...defaultValues(params), ...values },
    { ...defaultSettings(switches), ...settings },
    undefined,
    noise,
  );
}

/** The circuit with the guard on its step taken off. */
export const unguarded = (circuit: Circuit): Circuit => ({
  ...circuit,
  fastest: { ms: Number.POSITIVE_INFINITY, name: "none" },
});

/** Jacobian of the circuit above threshold, written out from its equations. */
export function localJacobian(values: Partial<LocalValues> = {}): Matrix2 {
  const v = { ...defaultValues(excitatoryInhibitory.params), ...values };
  const gain = 1 + v.eta * v.hierarchy;
  return [
    (v.betaE * gain * v.wEE - 1) / v.tauE,
    (-v.betaE * v.wEI) / v.tauE,
    (v.betaI * gain * v.wIE) / v.tauI,
    (-v.betaI * v.wII - 1) / v.tauI,
  ];
}
