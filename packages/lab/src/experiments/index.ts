import type { Reproduction } from "../reproduction-context.js";
import { chaudhuri2015 } from "./chaudhuri2015.js";
import { chaudhuri2015Area } from "./chaudhuri2015-nonlinear-area.js";
import { distanceRule } from "./distance-rule.js";
import { eiCircuit } from "./ei-circuit.js";
import { froudistWalsh2021 } from "./froudist-walsh2021.js";
import { mejiasWang2022 } from "./mejias-wang2022-area.js";
import { nBack } from "./n-back.js";
import { psychrnnTraining } from "./psychrnn-training.js";
import { trainedTasks } from "./trained-tasks.js";
import { wilsonCowan } from "./wilson-cowan.js";
import { wilsonCowanBifurcations } from "./wilson-cowan-bifurcations.js";

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
  nBack,
  psychrnnTraining,
  trainedTasks,
];
