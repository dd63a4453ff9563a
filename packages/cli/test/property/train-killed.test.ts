import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as immediate, setTimeout as sleep } from "node:timers/promises";
import { checkpointHistory } from "@isocortex/lab";
import { expect, it } from "vitest";
import { filesOf, isocortex, json, scratch, startIsocortex } from "../isocortex.js";
import { bytesOf, logOf } from "../training.js";

const KILLS = process.env.ISOCORTEX_FULL ? 100 : 25;
const UPDATES = KILLS + 7;
const training = [
  ...[
    "train",
    "go-no-go",
    "--hidden",
    "12",
    "--batch",
    "8",
    "--updates",
    `${UPDATES}`,
    "--workers",
    "1",
    "-q",
  ],
  ...[
    "-s",
    "training.checkpointEvery=2",
    "-s",
    "training.validation.every=4",
    "-s",
    "training.validation.trials=16",
  ],
] as const;

/** Moments from 0 to 1, the same at every run of the test. */
function moments(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How long a process on a busy machine may take to come to the moment that it is to be killed at. */
const PATIENCE_MS = 5000;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Everything that may be said of a folder at any moment: nothing half, and no checkpoint lost that the log tells of. */
function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  expect(json(folder, "training.json").isocortex).toBe(1);
  if (existsSync(join(folder, "run.json")))
    expect(json(folder, "run.json").format).toBe("isocortex.training/v1");
  if (!existsSync(join(folder, "log.jsonl"))) return;
  const told = logOf(folder).filter(({ checkpoint }) => checkpoint !== undefined);
  const last = told.at(-1);
  if (!last) return;
  const bytes = readFileSync(join(folder, "checkpoint.npz"));
  const { update } = checkpointHistory(bytes);
  expect(update).toBeGreaterThanOrEqual(last.checkpoint as number);
  if (update === last.checkpoint) expect(createHash("sha256").update(bytes).digest("hex")).toBe(last.sha256);
}

it(`killed at ${KILLS} moments and resumed, a training loses nothing and ends with the same bits`, async () => {
  const cwd = scratch();
  const whole = isocortex([...training, "-o", "whole"], { cwd });
  const random = moments(1);
  const folder = join(cwd, "killed");
  let killed = 0;
  for (let round = 0; killed < KILLS; round++) {
    const begun = existsSync(join(folder, "training.json"));
    const args = begun ? ["resume", "killed", "--workers", "1", "-q"] : [...training, "-o", "killed"];
    const before = sizeOf(join(folder, "log.jsonl"));
    const { child, ended } = startIsocortex(args, { cwd });
    let over = false;
    ended.then(() => {
      over = true;
    });
    // Every fifth is killed on its way to the first update; the others while a checkpoint is being replaced or soon after
    // one was, or, when there is nothing left to save, while they write what a finished training leaves.
    if (round % 5 === 4) await sleep(700 * random());
    else {
      const deadline = performance.now() + PATIENCE_MS;
      const saved = (): boolean => sizeOf(join(folder, "log.jsonl")) > before;
      const replacing = (): boolean =>
        existsSync(folder) && readdirSync(folder).some((name) => /^\.isocortex-.*checkpoint/.test(name));
      const inTheMiddle = round % 2 === 0;
      while (!over && performance.now() < deadline && !(inTheMiddle ? replacing() : saved()))
        await immediate();
      if (!inTheMiddle) await sleep(60 * random());
    }
    child.kill("SIGKILL");
    const { signal, code } = await ended;
    if (signal === "SIGKILL") killed++;
    else expect(code).toBe(0);
    checkFolder(folder);
    if (existsSync(join(folder, "run.json"))) break;
  }
  expect(killed).toBeGreaterThan(KILLS / 2);
  expect((await isocortex(["resume", "killed", "-q"], { cwd })).code).toBe(0);
  expect((await whole).code).toBe(0);

  expect(bytesOf(folder, "weights.npz").equals(bytesOf(cwd, "whole/weights.npz"))).toBe(true);
  expect(bytesOf(folder, "checkpoint.npz").equals(bytesOf(cwd, "whole/checkpoint.npz"))).toBe(true);
  const [mine, wanted] = [logOf(folder), logOf(join(cwd, "whole"))];
  const validations = (log: typeof mine) => log.filter(({ checkpoint }) => checkpoint === undefined);
  expect(validations(mine)).toEqual(validations(wanted));
  const { wallMs: _, ...record } = json(folder, "run.json");
  const { wallMs: __, ...uninterrupted } = json(join(cwd, "whole"), "run.json");
  expect(record).toEqual(uninterrupted);
  expect(filesOf(folder)).toEqual(filesOf(join(cwd, "whole")));
  expect(readdirSync(cwd).filter((name) => !name.startsWith(".isocortex-"))).toEqual(["killed", "whole"]);
}, 600_000);
