import {
  type Circuit,
  defaultSettings,
  defaultValues,
  type SettingsOf,
  type ValuesOf,
  wongWang2006,
} from "../src/index.js";

export type DecisionValues = ValuesOf<typeof wongWang2006.params>;
type DecisionSettings = SettingsOf<typeof wongWang2006.switches>;

/** The circuit of Wong & Wang 2006 with some of its parameters and switches changed. */
export function decisionCircuit(
  values: Partial<DecisionValues> = {},
  { noise = false, ...settings }: Partial<DecisionSettings> & { readonly noise?: boolean } = {},
): Circuit {
  const { params, switches } = wongWang2006;
  return wongWang2006.circuit(
    { ...defaultValues(params), ...values },
    { ...defaultSettings(switches), ...settings },
    undefined,
    noise,
  );
}
