import { chaudhuri2015 } from "./cortex/chaudhuri-2015.js";
import { froudistWalsh2021 } from "./cortex/froudist-walsh-2021.js";
import { excitatoryInhibitory } from "./local/excitatory-inhibitory.js";
import { wongWang2006 } from "./local/wong-wang-2006.js";
import type { Model } from "./model.js";

/** Every model by name: one line each. */
export const models: ReadonlyMap<string, Model> = new Map<string, Model>(
  [excitatoryInhibitory, chaudhuri2015, froudistWalsh2021, wongWang2006].map((model) => [
    model.name,
    model as Model,
  ]),
);
