import { afterAll, describe, expect, it } from "vitest";
import { connect } from "../../src/platform/connect.js";
import { isCancelled, type Progress } from "../../src/progress.js";
import { run } from "../../src/run.js";
import type { RunResult } from "../../src/run-record.js";
import { host } from "../in-process-host.js";
import { minutes, short } from "../spawned.js";

const noisy = {
  ...{ isocortex: 1, model: "froudist-walsh-2021", noise: true, durationMs: 1500, audit: false },
  analyses: [{ name: "persistence", baselineMs: [500, 1000], delayMs: [1200, 1500] }],
} as const;
const hashes = ({ record }: RunResult) => Object.values(record.arrays).map(({ sha256 }) => sha256);

const one = connect();
const two = connect({ workers: 2 });
afterAll(() => {
  one.close();
  two.close();
});

describe("a run in workers", () => {
  it("is the run in process, bit for bit, in one worker and in two at once", async () => {
    const here = await run(host, noisy);
    const there = await Promise.all([one.run(noisy), two.run(noisy), two.run(noisy)]);
    for (const result of there) {
      expect(hashes(result)).toEqual(hashes(here));
      expect(result.arrays).toEqual(here.arrays);
      expect(result.record.summary).toEqual(here.record.summary);
      expect(result.figures).toEqual(here.figures);
      expect(result.record.engine).toBe(`node ${process.version} ${process.platform} ${process.arch}`);
    }
  });

  it("reports progress from 0 to 1 that never goes back, by stage", async () => {
    const seen: Progress[] = [];
    await one.run(
      { ...noisy, audit: true },
      {
        onProgress(at) {
          seen.push(at);
          return undefined;
        },
      },
    );
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions[0]).toBe(0);
    expect(fractions.at(-1)).toBe(1);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(["audit", "simulate", "analyse"]);
  });

  it("of a published result has the numbers and reports stages", async () => {
    const stages = new Set<string>();
    const outcome = await one.reproduce("distance-rule", {
      onProgress({ stage }) {
        stages.add(stage);
        return undefined;
      },
    });
    expect(outcome.checks.map(({ pass }) => pass)).toEqual([true, true, true]);
    expect(stages).toContain("wire synthetic cortices");
  });

  it("takes connectomes that come with the call", async () => {
    const { importConnectome } = await import("@isocortex/connectomes");
    const mine = importConnectome({
      ...{ name: "mine", areas: ["a", "b"], measures: { hierarchy: { a: 0, b: 1 } } },
      fln: [
        [0, 0.2],
        [0.3, 0],
      ],
    });
    const experiment = {
      isocortex: 1,
      model: "chaudhuri-2015",
      connectome: "mine",
      stimuli: [],
      durationMs: 20,
    };
    const { record } = await one.run(experiment, { connectomes: { mine } });
    expect(record.areas).toEqual(["a", "b"]);
    await expect(one.plan(experiment)).rejects.toThrow(/there is no connectome "mine"/);
  });

  it("more of them than workers wait their turn and are answered in order", async () => {
    const done: number[] = [];
    const calls = [0, 1, 2, 3, 4].map((i) => one.run({ ...short, seed: i }).then(() => done.push(i)));
    await Promise.all(calls);
    expect(done).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("calls that take several workers", () => {
  const training = {
    ...{ isocortex: 1, task: "go-no-go", network: { hidden: 8 } },
    training: { updates: 4, batch: 8 },
  };
  const both = { workers: 2 };

  it("at the same time come one after the other, with the same weights", async () => {
    const [first, second] = await Promise.all([two.train(training, both), two.train(training, both)]);
    expect(second.arrays).toEqual(first.arrays);
  });

  it("keep their place before smaller ones that come later", async () => {
    const done: string[] = [];
    const note = (name: string) => () => void done.push(name);
    await Promise.all([
      two.run(short).then(note("run before")),
      two.train(training, both).then(note("training")),
      two.run(short).then(note("run after")),
    ]);
    expect(done).toEqual(["run before", "training", "run after"]);
  });

  it("let those behind them pass when cancelled while they wait", async () => {
    const busy = new AbortController();
    const waits = new AbortController();
    const under = two.run(minutes, { signal: busy.signal }).catch(isCancelled);
    const waiting = two.train(training, { ...both, signal: waits.signal }).catch(isCancelled);
    const behind = two.run(short);
    waits.abort();
    expect(await waiting).toBe(true);
    expect((await behind).record.areas).toEqual(["circuit"]);
    busy.abort();
    expect(await under).toBe(true);
  });
});

describe("an error in a worker", () => {
  it("comes back whole: name, message, code, path, and the worker goes on", async () => {
    await expect(one.run({ ...short, dtMs: 5 })).rejects.toMatchObject({
      ...{ name: "InputError", code: "numerical", path: "dtMs", hint: expect.stringMatching(/^dtMs /) },
      message: expect.stringMatching(/^dtMs is 5 but the fastest time constant/),
    });
    expect((await one.run(short)).record.areas).toEqual(["circuit"]);
  });

  it("of a callback that throws reaches the caller, and the worker goes on", async () => {
    const broken = one.run(short, {
      onProgress() {
        throw new TypeError("the caller's own mistake");
      },
    });
    await expect(broken).rejects.toThrow("the caller's own mistake");
    expect((await one.plan(short)).steps).toBe(250);
  });

  it("of memory that cannot be had says so (code resources), and the next call works", async () => {
    const huge = { ...short, durationMs: 1e7, trials: 100_000, record: [{ variable: "rE", everyMs: 0.2 }] };
    await expect(one.run(huge)).rejects.toMatchObject({ name: "InputError", code: "resources" });
    expect((await one.run(short)).record.areas).toEqual(["circuit"]);
  });

  it("of what cannot be sent to a worker is the caller's", async () => {
    await expect(one.run({ ...short, name: () => "a function" })).rejects.toThrow(/could not be cloned/);
    expect((await one.plan(short)).steps).toBe(250);
  });

  it("is told from a cancel by name", async () => {
    const error = await one.run({ isocortex: 1 }).catch((reason: unknown) => reason);
    expect(isCancelled(error)).toBe(false);
  });
});
