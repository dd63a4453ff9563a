import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { afterAll, describe, expect, it } from "vitest";
import { defaultSettings, defaultValues, meanFields } from "../../src/index.js";

const file = new URL("./mean-fields.json", import.meta.url);
const command = "ISOCORTEX_REMAKE=1 pnpm vitest run test/golden";
const remake = process.env.ISOCORTEX_REMAKE === "1";

interface Golden {
  readonly generator: string;
  readonly about: string;
  readonly sha256: Readonly<Record<string, string>>;
}

const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
const made: Record<string, string> = {};

describe("the bits of a mean field's map", () => {
  it.each([...meanFields.keys()])(
    "of %s have not changed, at 200 states in the ranges of its unknowns",
    (name) => {
      const { params, switches, unknowns, map } = meanFields.get(name)!;
      const uniform = uniformsOf(randomStream(2001).split(name));
      const mapped = map(defaultValues(params), defaultSettings(switches));
      const hash = createHash("sha256");
      for (let i = 0; i < 200; i++) {
        const x = Float64Array.from(unknowns, ({ range: [low, high] }) => low + (high - low) * uniform());
        hash.update(new Uint8Array(mapped(x).buffer));
      }
      made[name] = hash.digest("hex");
      if (!remake) expect(made[name], `remake with ${command}`).toBe(golden.sha256[name]);
    },
  );
});

afterAll(() => {
  if (remake) writeFileSync(file, `${JSON.stringify({ ...golden, sha256: made }, null, 2)}\n`);
});
