import { init, isInputError, randomStream } from "@isocortex/core-wasm";
import { createSimulation } from "@isocortex/models";
import { describe, expect, it } from "vitest";
import { buildCircuit } from "../../src/build-circuit.js";
import { parseExperiment } from "../../src/io/experiment.js";
import { resolveExperiment } from "../../src/io/resolve-experiment.js";
import { parseRunFolder, parseRunRecord, runFolder } from "../../src/io/run-folder.js";
import { sha256OfArray } from "../../src/io/sha256.js";
import { planRun, run } from "../../src/run.js";
import type { RunResult } from "../../src/run-record.js";
import { host } from "../in-process-host.js";
import { seeded } from "../seeded.js";

const noisy = {
  ...{ isocortex: 1, model: "froudist-walsh-2021", noise: true, trials: 2, durationMs: 300, audit: false },
  stimuli: [{ input: "dendrite-E1", areas: ["V1"], startMs: 100, endMs: 200, amplitude: 0.1 }],
};
const short = { ...noisy, noise: false };
const hashes = ({ record }: RunResult) =>
  Object.fromEntries(Object.entries(record.arrays).map(([name, { sha256 }]) => [name, sha256]));

const first = await run(host, noisy);

describe("an experiment carried out again", () => {
  it("gives the same bits", async () => {
    expect(hashes(await run(host, noisy))).toEqual(hashes(first));
  });

  it("gives the same bits from its own record, with nothing left out", async () => {
    const again = await run(host, JSON.parse(JSON.stringify(first.record.experiment)));
    expect(hashes(again)).toEqual(hashes(first));
    expect(again.record.experimentSha256).toBe(first.record.experimentSha256);
  });

  it("gives the same bits whatever the chunks it is stepped in", async () => {
    const resolved = resolveExperiment(parseExperiment(noisy));
    const { circuit, simulation: options } = buildCircuit(resolved);
    const { below } = seeded(1);
    for (const chunk of [() => 1, () => 7, () => 1 + below(100), () => Number.POSITIVE_INFINITY]) {
      const core = await init();
      const simulation = createSimulation(core, circuit, options, randomStream(resolved.seed).split("noise"));
      while (simulation.advance(chunk()) > 0);
      const got = simulation.traces().map((trace) => [trace.variable, sha256OfArray(trace)]);
      expect(got).toEqual(["rE1", "rE2"].map((name) => [name, first.record.arrays[name]!.sha256]));
    }
  });

  it("gives the same bits however slow or fast the clock is that chunks follow", async () => {
    for (const tick of [0.001, 1000]) {
      let time = 0;
      const clock = { ...host, now: () => (time += tick) };
      expect(hashes(await run(clock, noisy))).toEqual(hashes(first));
    }
  });

  it("gives each trial the same bits whatever trials stand beside it", async () => {
    const more = await run(host, { ...noisy, trials: 5 });
    const { data, shape } = more.arrays.rE1!;
    const { data: two, shape: small } = first.arrays.rE1!;
    for (let s = 0; s < small[0]!; s++)
      expect(data.slice(s * shape[1]! * 40, (s * shape[1]! + 2) * 40)).toEqual(
        two.slice(s * 80, (s + 1) * 80),
      );
  });
});

describe("the seed", () => {
  it("moves the noise", async () => {
    const other = await run(host, { ...noisy, seed: 2 });
    expect(other.record.arrays.rE1!.sha256).not.toBe(first.record.arrays.rE1!.sha256);
    expect(other.record.arrays["rE1.timeMs"]).toEqual(first.record.arrays["rE1.timeMs"]);
  });

  it("moves nothing but the noise", async () => {
    expect(hashes(await run(host, { ...short, seed: 2 }))).toEqual(
      hashes(await run(host, { ...short, seed: 1 })),
    );
  });
});

describe("the record of a run", () => {
  it("has everything that a repeat needs", () => {
    const { record } = first;
    expect(record).toMatchObject({
      format: "isocortex.run/v1",
      rng: "philox4x32-10",
      seed: 1,
      mode: "strict",
    });
    expect(record.wasmSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(record.experimentSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(record.areas).toHaveLength(40);
    expect(record.citations).toEqual(
      expect.arrayContaining(["isocortex", "froudistwalsh2021", "markov2014fln"]),
    );
    expect(record.experiment).toEqual(resolveExperiment(parseExperiment(noisy)));
    expect(Object.values(record.experiment).filter((value) => value === undefined)).toEqual([]);
  });

  it("says of each array its shape, type, unit and axes, and its SHA-256", () => {
    for (const [name, { shape, dtype, sha256 }] of Object.entries(first.record.arrays)) {
      expect(first.arrays[name]!.shape).toEqual(shape);
      expect(dtype).toBe("f8");
      expect(sha256OfArray(first.arrays[name]!)).toBe(sha256);
    }
    expect(first.record.arrays.rE1).toMatchObject({ unit: "Hz", axes: ["time", "trial", "area"] });
    expect(first.record.arrays["rE1.timeMs"]).toMatchObject({ unit: "ms", axes: ["time"] });
  });

  it("agrees with the plan made before the run", () => {
    const plan = planRun(noisy);
    expect(plan).toMatchObject({ steps: 600, memoryBytes: first.record.memoryBytes });
    expect(plan.experiment).toEqual(first.record.experiment);
  });

  it("of float32 says so, with four bytes a number", async () => {
    const { record, arrays } = await run(host, { ...short, precision: "f32" });
    expect(record.arrays.rE1!.dtype).toBe("f4");
    expect(arrays.rE1!.data).toBeInstanceOf(Float32Array);
  });

  it("has the verdict of the step audit: passed as published, flagged where a step is too coarse to trust", async () => {
    const pulse = { isocortex: 1, model: "excitatory-inhibitory" };
    const { record } = await run(host, pulse);
    expect(record.audit).toMatchObject({ verdict: "passed" });
    expect((await run(host, { ...pulse, audit: false })).record.audit.verdict).toBe("not-applicable");
  });

  it("of fast mode says so where the engine has relaxed SIMD, and is refused as a mistake of usage where not", async () => {
    const fast = await run(host, { ...short, fast: true }).catch((error: unknown) => error);
    if (isInputError(fast))
      expect(fast).toMatchObject({ code: "usage", message: /fast mode needs relaxed SIMD/ });
    else expect((fast as RunResult).record.mode).toBe("fast");
  });
});

describe("the folder of a run", () => {
  const files = runFolder(first);
  const json = files["run.json"] as string;
  const npz = files["result.npz"] as Uint8Array;

  it("gives back the run", () => {
    const { record, arrays } = parseRunFolder(json, npz);
    expect(record).toEqual(JSON.parse(JSON.stringify(first.record)));
    expect(arrays).toEqual(first.arrays);
  });

  it("lets no flipped bit of its arrays through: refused, or a bit that carries no number", () => {
    const { below } = seeded(7);
    let refused = 0;
    for (let i = 0; i < 150; i++) {
      const damaged = npz.slice();
      damaged[below(npz.length)]! ^= 1 << below(8);
      try {
        expect(parseRunFolder(json, damaged).arrays).toEqual(first.arrays);
      } catch (error) {
        if (!isInputError(error)) throw error;
        refused++;
      }
    }
    // Only headers' times, flags and checksums, some hundred bytes of many thousands, carry no number.
    expect(refused).toBeGreaterThan(140);
  });

  it("lets no number that was changed on purpose through, and names the array", () => {
    const data = first.arrays.rE1!.data.slice();
    data[17]! += 1e-12;
    const changed = { ...first, arrays: { ...first.arrays, rE1: { ...first.arrays.rE1!, data } } };
    expect(() => parseRunFolder(json, runFolder(changed)["result.npz"] as Uint8Array)).toThrow(
      expect.objectContaining({
        code: "mismatch",
        message: expect.stringContaining("differs from run.json in rE1;"),
      }),
    );
  });

  it("lets no array of another shape or under another name through", () => {
    const { rE1, ...rest } = first.arrays;
    const turned = { ...rest, rE1: { shape: [...rE1!.shape].reverse(), data: rE1!.data } };
    for (const arrays of [turned, rest, { ...rest, RE1: rE1! }])
      expect(() => parseRunFolder(json, runFolder({ ...first, arrays })["result.npz"] as Uint8Array)).toThrow(
        /differs from run.json in rE1;/,
      );
  });

  it.each([
    ["not JSON", "{", /run.json is not JSON/],
    ["null", "null", /run.json is not a run; expected "format": "isocortex.run\/v1"/],
    ["another format", '{"format": "isocortex.run/v2", "experiment": {}, "arrays": {}}', /is not a run/],
    ["no arrays", '{"format": "isocortex.run/v1", "experiment": {}, "arrays": null}', /is not a run/],
    ["no experiment", '{"format": "isocortex.run/v1", "experiment": null, "arrays": {}}', /is not a run/],
    [
      "an array without a hash",
      '{"format": "isocortex.run/v1", "experiment": {}, "arrays": {"rE": null}}',
      /is not a run/,
    ],
  ])("with a run.json that is %s is refused", (_, text, message) => {
    expect(() => parseRunRecord(text)).toThrow(message);
  });
});
