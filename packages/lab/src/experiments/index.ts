import type { Reproduction } from "../reproduction-context.js";
import { brunelWang2001 } from "./brunel-wang2001.js";
import { centreSurround } from "./centre-surround.js";
import { chaudhuri2015 } from "./chaudhuri2015.js";
import { chaudhuri2015Area } from "./chaudhuri2015-nonlinear-area.js";
import { distanceRule } from "./distance-rule.js";
import { eiCircuit } from "./ei-circuit.js";
import { froudistWalsh2021 } from "./froudist-walsh2021.js";
import { mejiasWang2022 } from "./mejias-wang2022-area.js";
import { nBack } from "./n-back.js";
import { odrRing } from "./odr-ring.js";
import { psychrnnTraining } from "./psychrnn-training.js";
import { trainedTasks } from "./trained-tasks.js";
import { unrolling } from "./unrolling.js";
import { wilsonCowan } from "./wilson-cowan.js";
import { wilsonCowanBifurcations } from "./wilson-cowan-bifurcations.js";
import { wongWang2006 } from "./wong-wang2006.js";

/** Every published result that is reproduced: one line each. */
export const reproductions: readonly Reproduction[] = [
  chaudhuri2015,
  froudistWalsh2021,
  distanceRule,
  eiCircuit,
  wilsonCowan,
  wilsonCowanBifurcations,
  mejiasWang2022,
  chaudhuri2015Area,
  brunelWang2001,
  nBack,
  odrRing,
  centreSurround,
  psychrnnTraining,
  trainedTasks,
  unrolling,
  wongWang2006,
];
