import { afterAll, describe, expect, it } from "vitest";
import { connect, type Lab } from "../../src/platform/connect.js";
import { isCancelled } from "../../src/progress.js";
import { deaf, minutes, short, spawnedWorkers } from "../spawned.js";

const spawned = spawnedWorkers();
const lab = connect();
afterAll(() => lab.close());

// Promised: 100 ms. On a machine that does other work a timer may come 50 ms late, so that the median of several is
// looked at, and each single one is only kept from hanging.
const PROMISED_MS = 100;
const LATE_MS = 50;
const HANGING_MS = 2000;
const ROUNDS = 7;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function expectPrompt(latencies: readonly number[]): void {
  expect(median(latencies), `latencies ${latencies.map(Math.round)}`).toBeLessThan(PROMISED_MS + LATE_MS);
  expect(Math.max(...latencies)).toBeLessThan(HANGING_MS);
}

/** Time from the abort to the rejection of a call that an experiment has been keeping busy for a while. */
async function abortLatency(on: Lab, experiment: object, afterMs: number): Promise<number> {
  const controller = new AbortController();
  let reported: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    reported = resolve;
  });
  const call = on.run(experiment, {
    signal: controller.signal,
    onProgress() {
      reported();
      return undefined;
    },
  });
  const settled = call.catch((error: unknown) => error);
  await first;
  await pause(afterMs);
  const start = performance.now();
  controller.abort();
  expect(isCancelled(await settled)).toBe(true);
  return performance.now() - start;
}

describe("a cancel", () => {
  it("by signal settles within 100 ms while a simulation steps, and keeps the worker", async () => {
    await lab.run(short);
    const before = spawned.length;
    const latencies: number[] = [];
    for (let i = 0; i < ROUNDS; i++) latencies.push(await abortLatency(lab, minutes, 20 + 13 * i));
    expectPrompt(latencies);
    expect((await lab.run(short)).record.areas).toEqual(["circuit"]);
    // A late timer may have ended a worker that would have answered; not every time.
    expect(spawned.length - before).toBeLessThan(ROUNDS);
  });

  it("by signal settles within 100 ms in a worker that hears nothing: it is ended and another takes its place", async () => {
    const latencies: number[] = [];
    for (let i = 0; i < 3; i++) latencies.push(await abortLatency(lab, deaf, 20));
    expectPrompt(latencies);
    expect((await lab.run(short)).record.areas).toEqual(["circuit"]);
  });

  it("by an answer of progress settles within 100 ms", async () => {
    const latencies: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      let stopped = 0;
      const error = await lab
        .run(minutes, {
          onProgress({ stage, fraction }) {
            if (stage !== "simulate" || fraction < 1e-5 * i) return undefined;
            stopped ||= performance.now();
            return "stop";
          },
        })
        .catch((reason: unknown) => reason);
      expect(isCancelled(error)).toBe(true);
      latencies.push(performance.now() - stopped);
    }
    expectPrompt(latencies);
  });

  it("of a reproduction stops it within 100 ms, in the middle of one of its runs", async () => {
    const controller = new AbortController();
    const settled = lab
      .reproduce("froudist-walsh2021", { signal: controller.signal })
      .catch((error: unknown) => error);
    await pause(600);
    const start = performance.now();
    controller.abort();
    expect(isCancelled(await settled)).toBe(true);
    expectPrompt([performance.now() - start]);
  });

  it("that came before the call starts nothing", async () => {
    const before = spawned.length;
    const error = await connect()
      .run(short, { signal: AbortSignal.abort() })
      .catch((reason: unknown) => reason);
    expect(isCancelled(error)).toBe(true);
    expect(spawned.length).toBe(before);
  });

  it("of a call that waits for a worker settles within 100 ms and leaves the busy one alone", async () => {
    const busy = new AbortController();
    const first = lab.run(minutes, { signal: busy.signal }).catch((error: unknown) => error);
    const latencies: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const controller = new AbortController();
      const waiting = lab.run(short, { signal: controller.signal }).catch((error: unknown) => error);
      await pause(10);
      const start = performance.now();
      controller.abort();
      expect(isCancelled(await waiting)).toBe(true);
      latencies.push(performance.now() - start);
    }
    expectPrompt(latencies);
    const after = lab.run(short);
    busy.abort();
    expect(isCancelled(await first)).toBe(true);
    expect((await after).record.areas).toEqual(["circuit"]);
  });
});
