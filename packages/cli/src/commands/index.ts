import type { Command } from "commander";
import { analyse } from "./analyse.js";
import { bench } from "./bench.js";
import { bifurcate } from "./bifurcate.js";
import { cite } from "./cite.js";
import { evaluate } from "./evaluate.js";
import { exportWeights } from "./export.js";
import { importWeights } from "./import.js";
import { list } from "./list.js";
import { phasePlane } from "./phase-plane.js";
import { reproduce } from "./reproduce.js";
import { resume } from "./resume.js";
import { run } from "./run.js";
import { show } from "./show.js";
import { task } from "./task.js";
import { train } from "./train.js";
import { verify } from "./verify.js";

/** Every command: one line each, in the order of the help. */
export const commands: readonly (() => Command)[] = [
  run,
  bifurcate,
  phasePlane,
  reproduce,
  train,
  resume,
  evaluate,
  analyse,
  exportWeights,
  importWeights,
  verify,
  list,
  show,
  task,
  cite,
  bench,
];
