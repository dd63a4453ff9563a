import { chaudhuri2015 } from "./cortex/chaudhuri-2015.js";
import { froudistWalsh2021 } from "./cortex/froudist-walsh-2021.js";
import { centreSurround } from "./local/centre-surround.js";
import { excitatoryInhibitory } from "./local/excitatory-inhibitory.js";
import { odrRing } from "./local/odr-ring.js";
import type { Model } from "./model.js";

/** Every model by name: one line each. */
export const models: ReadonlyMap<string, Model> = new Map<string, Model>(
  [excitatoryInhibitory, chaudhuri2015, froudistWalsh2021, odrRing, centreSurround].map((model) => [
    model.name,
    model as Model,
  ]),
);
