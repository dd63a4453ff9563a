import {
  type Anatomy,
  type Circuit,
  chaudhuri2015,
  defaultSettings,
  defaultValues,
  type SettingsOf,
  type ValuesOf,
} from "../src/index.js";
import { smallCortex } from "./small-cortex.js";

export interface ChaudhuriVariant {
  readonly values?: Partial<ValuesOf<typeof chaudhuri2015.params>>;
  readonly settings?: Partial<SettingsOf<typeof chaudhuri2015.switches>>;
  readonly anatomy?: Anatomy;
  readonly noise?: boolean;
}

/** Chaudhuri 2015 on the small made cortex, unless another is given. */
export function chaudhuriCircuit({
  values,
  settings,
  anatomy,
  noise = false,
}: ChaudhuriVariant = {}): Circuit {
  return chaudhuri2015.circuit(
    { ...defaultValues(chaudhuri2015.params), ...values },
    { ...defaultSettings(chaudhuri2015.switches), ...settings },
    anatomy ?? smallCortex(),
    noise,
  );
}
