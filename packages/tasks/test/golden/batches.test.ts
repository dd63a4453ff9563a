import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { tasks } from "../../src/index.js";
import { batchOf, trialsOf } from "../played.js";

const file = new URL("./batches.json", import.meta.url);
const remake = process.env.ISOCORTEX_REMAKE === "1";
const SEED = 2021;

interface Golden {
  readonly generator: string;
  readonly about: string;
  readonly sha256: Readonly<Record<string, string>>;
}

const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
const made: Record<string, string> = {};

afterAll(() => {
  if (remake) writeFileSync(file, `${JSON.stringify({ ...golden, sha256: made }, undefined, 2)}\n`);
});

describe("16 trials at the usual step", () => {
  it.each([...tasks.values()])("of $name have not changed", (task) => {
    const { inputs, targets, weights } = batchOf(task, trialsOf(task, 16, SEED));
    const hash = createHash("sha256");
    for (const { buffer } of [inputs, targets, weights]) hash.update(new Uint8Array(buffer));
    const sha256 = hash.digest("hex");
    made[task.name] = sha256;
    if (!remake)
      expect(sha256, `if it should have changed: ${golden.generator}`).toBe(golden.sha256[task.name]);
  });
});
