import { chaudhuri2015 } from "./cortex/chaudhuri-2015.js";
import { froudistWalsh2021 } from "./cortex/froudist-walsh-2021.js";
import { centreSurround } from "./local/centre-surround.js";
import { chaudhuri2015NonlinearArea } from "./local/chaudhuri-2015-nonlinear-area.js";
import { excitatoryInhibitory } from "./local/excitatory-inhibitory.js";
import { hopfNormalForm } from "./local/hopf-normal-form.js";
import { linear2x2 } from "./local/linear-2x2.js";
import { mejiasWang2022Area } from "./local/mejias-wang-2022-area.js";
import { odrRing } from "./local/odr-ring.js";
import { wilsonCowan } from "./local/wilson-cowan.js";
import { wongWang2006 } from "./local/wong-wang-2006.js";
import type { Model } from "./model.js";

/** Every model by name: one line each. */
export const models: ReadonlyMap<string, Model> = new Map<string, Model>(
  [
    excitatoryInhibitory,
    wilsonCowan,
    linear2x2,
    hopfNormalForm,
    mejiasWang2022Area,
    chaudhuri2015NonlinearArea,
    wongWang2006,
    chaudhuri2015,
    froudistWalsh2021,
    odrRing,
    centreSurround,
  ].map((model) => [model.name, model as Model]),
);
