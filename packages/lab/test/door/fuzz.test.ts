import { isInputError } from "@isocortex/core-wasm";
import { afterEach, describe, expect, it } from "vitest";
import { connectomeFromCsv, connectomeFromNpz } from "../../src/io/connectome-file.js";
import { decodeNpy, decodeNpyTexts, encodeNpy } from "../../src/io/npy.js";
import { decodeNpz, encodeNpz } from "../../src/io/npz.js";
import { parseRunFolder } from "../../src/io/run-folder.js";
import { planRun } from "../../src/run.js";
import { mutate, mutateJson } from "../mutate.js";
import { type Seeded, seeded } from "../seeded.js";
import { headerOf, npyOf, zipOf } from "../zip-of.js";

// A reader that takes a second for a kilobyte hangs for a megabyte; on a busy machine a pause may take half of one.
const SLOWEST_MS = 1000;

/** Reads `count` mutations: only InputError may come out, soon, in one line. @returns how many were refused */
function attack(count: number, seed: number, read: (random: Seeded) => unknown): number {
  const random = seeded(seed);
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    try {
      read(random);
    } catch (error) {
      if (!isInputError(error)) throw new Error(`mutation ${i} of seed ${seed}`, { cause: error });
      expect(error.message.length).toBeLessThan(2000);
      refused++;
    }
    expect(performance.now() - start, `mutation ${i} of seed ${seed}`).toBeLessThan(SLOWEST_MS);
  }
  return refused;
}

const shape = Object.getOwnPropertyNames(Object.prototype).sort();
afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(shape));

const matrix = encodeNpy({ shape: [2, 2], data: Float64Array.of(0, 0.5, 0.4, 0) });
const names = npyOf(headerOf("<U2", "2,"), [0x56, 0, 0, 0, 0x31, 0, 0, 0, 0x56, 0, 0, 0, 0x32, 0, 0, 0]);
const hierarchy = encodeNpy({ shape: [2], data: Float64Array.of(0, 1) });
const packed = encodeNpz({
  a: { shape: [3], data: Int32Array.of(1, 2, 3) },
  b: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
});
const cortex = zipOf([
  { name: "areas.npy", body: names },
  { name: "fln.npy", body: matrix },
  { name: "hierarchy.npy", body: hierarchy },
]);

describe("mutated files", () => {
  it("4000 .npy: an array or one clear error", () => {
    expect(attack(4000, 1, (random) => decodeNpy(mutate(matrix, random), "x"))).toBeGreaterThan(1000);
  });

  it("2000 .npy of names", () => {
    expect(attack(2000, 2, (random) => decodeNpyTexts(mutate(names, random), "x"))).toBeGreaterThan(500);
  });

  it("3000 .npz", () => {
    expect(attack(3000, 3, (random) => decodeNpz(mutate(packed, random)))).toBeGreaterThan(1000);
  });

  it("3000 .npz whose arrays are mutated and whose archive is whole", () => {
    const read = (random: Seeded) => {
      const entries = Array.from({ length: 3 }, (_, i) => ({
        name: `${i}.npy`,
        body: mutate(matrix, random),
      }));
      return decodeNpz(zipOf(entries));
    };
    expect(attack(3000, 4, read)).toBeGreaterThan(1000);
  });

  it("2000 connectomes as .npz", () => {
    expect(attack(2000, 5, (random) => connectomeFromNpz("x", mutate(cortex, random)))).toBeGreaterThan(500);
  });

  it("3000 connectomes as CSV", () => {
    const text = (csv: string, random: Seeded): string =>
      new TextDecoder().decode(mutate(new TextEncoder().encode(csv), random));
    const read = (random: Seeded) =>
      connectomeFromCsv("x", {
        fln: text('to,"V1",V2\nV1,0,0.5\nV2,0.4,0\n', random),
        sln: text("to,V2,V1\nV2,0,0.8\nV1,0.2,0\n", random),
        measures: text("area,spines\nV1,3\nV2,7\n", random),
      });
    expect(attack(3000, 6, read)).toBeGreaterThan(500);
  });

  it("500 run folders", () => {
    const sha256 = "0".repeat(64);
    const json = JSON.stringify({
      format: "isocortex.run/v1",
      experiment: {},
      arrays: { a: { shape: [3], sha256 } },
    });
    expect(attack(500, 7, (random) => parseRunFolder(mutateJson(json, random), packed))).toBeGreaterThan(400);
  });
});

describe("mutated experiments", () => {
  const experiment = JSON.stringify({
    ...{ isocortex: 1, name: "a", model: "excitatory-inhibitory", parameters: { tauE: "20 ms", wEE: 24 } },
    options: { gradientOnInhibition: true },
    stimuli: [{ name: "s", input: "E", areas: ["circuit"], startMs: 10, endMs: 20, amplitude: "5 Hz" }],
    ...{
      integrator: "euler",
      dtMs: 0.2,
      durationMs: 100,
      trials: 2,
      noise: false,
      seed: 3,
      precision: "f64",
    },
    record: [{ variable: "rE", everyMs: 1, areas: ["circuit"] }],
    analyses: [{ name: "eigenTimescales" }],
  });

  it("3000 with values and keys replaced: a plan or one clear error", () => {
    const refused = attack(3000, 8, (random) => planRun(JSON.parse(mutateJson(experiment, random))));
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(3000);
  });

  it("3000 with bytes changed", () => {
    const bytes = new TextEncoder().encode(experiment);
    const read = (random: Seeded): unknown => {
      const text = new TextDecoder().decode(mutate(bytes, random));
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        return undefined;
      }
      return planRun(value);
    };
    expect(attack(3000, 9, read)).toBeGreaterThan(300);
  });
});
