import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { carryOutTraining } from "../../src/train/carry-out-training.js";
import type { Training } from "../../src/train/training.js";
import { host } from "../in-process-host.js";

const file = new URL("trainings.json", import.meta.url);
const remake = process.env.ISOCORTEX_REMAKE_GOLDEN === "1";

interface Golden {
  readonly about: string;
  readonly remake: string;
  /** "network, precision" -> weight -> SHA-256 of its little-endian numbers. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const networks: Readonly<Record<string, Training["network"]>> = {
  leaky: { hidden: 8 },
  lstm: { cell: "lstm", hidden: 8 },
  "leaky with Dale's law": { hidden: 8, dale: { ratio: 0.75 } },
};
const cases = Object.entries(networks).flatMap(([name, network]) =>
  (["f32", "f64"] as const).map((precision) => ({ key: `${name}, ${precision}`, network, precision })),
);

async function hashesOf(
  network: Training["network"],
  precision: "f32" | "f64",
): Promise<Record<string, string>> {
  const { record } = await carryOutTraining(
    host,
    {
      ...{ isocortex: 1, task: "go-no-go", network, precision, seed: 1 },
      training: { updates: 6, batch: 8, validation: { every: 6, trials: 8 } },
    },
    () => undefined,
  );
  expect(record.bestUpdate).toBe(6);
  return Object.fromEntries(Object.entries(record.arrays).map(([name, { sha256 }]) => [name, sha256]));
}

if (remake) {
  const weights: Record<string, Record<string, string>> = {};
  for (const { key, network, precision } of cases) weights[key] = await hashesOf(network, precision);
  const golden: Golden = {
    about:
      "SHA-256 of every weight after 6 updates of go-no-go, 8 units, batches of 8, seed 1, strict; no tolerance: bits are " +
      "equal on every engine. A change means that numbers changed; say why in the same commit.",
    remake: "ISOCORTEX_REMAKE_GOLDEN=1 pnpm vitest run test/golden/trainings.test.ts",
    weights,
  };
  writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
}

const kept: Golden | undefined = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;

describe("six updates of go-no-go at seed 1", () => {
  it.each(cases)("$key: the weights have not changed in a bit", async ({ key, network, precision }) => {
    expect(await hashesOf(network, precision)).toEqual(kept?.weights[key]);
  });

  it("are kept for these networks, and for no others", () => {
    expect(Object.keys(kept?.weights ?? {})).toEqual(cases.map(({ key }) => key));
  });
});
