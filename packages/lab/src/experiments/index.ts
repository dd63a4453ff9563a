import type { Reproduction } from "../reproduction-context.js";
import { centreSurround } from "./centre-surround.js";
import { chaudhuri2015 } from "./chaudhuri2015.js";
import { distanceRule } from "./distance-rule.js";
import { froudistWalsh2021 } from "./froudist-walsh2021.js";
import { nBack } from "./n-back.js";
import { odrRing } from "./odr-ring.js";
import { psychrnnTraining } from "./psychrnn-training.js";
import { trainedTasks } from "./trained-tasks.js";

/** Every published result that is reproduced: one line each. */
export const reproductions: readonly Reproduction[] = [
  chaudhuri2015,
  froudistWalsh2021,
  distanceRule,
  nBack,
  odrRing,
  centreSurround,
  psychrnnTraining,
  trainedTasks,
];
