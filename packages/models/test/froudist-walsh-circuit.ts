import {
  type Anatomy,
  type Circuit,
  defaultSettings,
  defaultValues,
  froudistWalsh2021,
  type ValuesOf,
} from "../src/index.js";
import type { Action } from "./naive-froudist-walsh-2021.js";
import { smallCortex } from "./small-cortex.js";

export interface FroudistWalshVariant {
  readonly values?: Partial<ValuesOf<typeof froudistWalsh2021.params>>;
  readonly ablate?: Action;
  readonly anatomy?: Anatomy;
  readonly noise?: boolean;
}

/** Froudist-Walsh 2021 on the small made cortex, unless another is given. */
export function froudistWalshCircuit(variant: FroudistWalshVariant = {}): Circuit {
  const { values, ablate = "none", anatomy = smallCortex(), noise = false } = variant;
  return froudistWalsh2021.circuit(
    { ...defaultValues(froudistWalsh2021.params), ...values },
    { ...defaultSettings(froudistWalsh2021.switches), ablate },
    anatomy,
    noise,
  );
}
