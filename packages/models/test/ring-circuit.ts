import {
  type Circuit,
  defaultSettings,
  defaultValues,
  odrRing,
  type SettingsOf,
  type ValuesOf,
} from "../src/index.js";

type Values = ValuesOf<typeof odrRing.params>;
type Settings = SettingsOf<typeof odrRing.switches>;

/** The ring with some of its parameters and switches changed. */
export function ringCircuit(
  values: Partial<Values> = {},
  { noise = false, ...settings }: Partial<Settings> & { readonly noise?: boolean } = {},
): Circuit {
  return odrRing.circuit(
    { ...defaultValues(odrRing.params), ...values },
    { ...defaultSettings(odrRing.switches), ...settings },
    undefined,
    noise,
  );
}
