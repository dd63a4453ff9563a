import type { Command } from "commander";
import { bench } from "./bench.js";
import { cite } from "./cite.js";
import { list } from "./list.js";
import { reproduce } from "./reproduce.js";
import { run } from "./run.js";
import { show } from "./show.js";
import { verify } from "./verify.js";

/** Every command: one line each, in the order of the help. */
export const commands: readonly (() => Command)[] = [run, reproduce, list, show, bench, verify, cite];
