import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { models } from "@isocortex/models";
import { describe, expect, it } from "vitest";
import { run } from "../../src/run.js";
import { host } from "../in-process-host.js";

const file = new URL("arrays.json", import.meta.url);
const remake = process.env.ISOCORTEX_REMAKE_GOLDEN === "1";

interface Golden {
  readonly about: string;
  readonly remake: string;
  /** "model, noise on|off" -> array -> SHA-256 of its little-endian numbers. */
  readonly arrays: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Models without a noisy variable: noise on would repeat noise off. */
const noiseless = new Set(["centre-surround"]);
const cases = [...models.keys()].flatMap((model) =>
  (noiseless.has(model) ? [false] : [false, true]).map((noise) => ({
    model,
    noise,
    key: `${model}, noise ${noise ? "on" : "off"}`,
  })),
);

/** Hashes of the published experiment of a model: nothing changed but the noise, which the paper may have on or off. */
async function hashesOf(model: string, noise: boolean): Promise<Record<string, string>> {
  const { record } = await run(host, { isocortex: 1, model, noise, seed: 1, audit: false });
  return Object.fromEntries(Object.entries(record.arrays).map(([name, { sha256 }]) => [name, sha256]));
}

if (remake) {
  const arrays: Record<string, Record<string, string>> = {};
  for (const { model, noise, key } of cases) arrays[key] = await hashesOf(model, noise);
  const golden: Golden = {
    about:
      "SHA-256 of every array of each model's published experiment at seed 1, float64, strict; no tolerance: bits are equal " +
      "on every engine. A change means that numbers changed; say why in the same commit.",
    remake: "ISOCORTEX_REMAKE_GOLDEN=1 pnpm vitest run test/golden/arrays.test.ts",
    arrays,
  };
  writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
}

const kept: Golden | undefined = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;

describe("the published experiment of every model at seed 1", () => {
  it.each(cases)("$key: its arrays have not changed in a bit", async ({ model, noise, key }) => {
    expect(await hashesOf(model, noise)).toEqual(kept?.arrays[key]);
  });

  it("is kept for the models there are, and for no others", () => {
    expect(Object.keys(kept?.arrays ?? {})).toEqual(cases.map(({ key }) => key));
  });

  it("differs with noise on", () => {
    for (const model of models.keys())
      if (!noiseless.has(model))
        expect(kept?.arrays[`${model}, noise on`]).not.toEqual(kept?.arrays[`${model}, noise off`]);
  });
});
