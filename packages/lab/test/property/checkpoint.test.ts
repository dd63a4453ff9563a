import { initSync, isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { decodeNpy } from "../../src/io/npy.js";
import { encodeNpz, unzipChecked } from "../../src/io/npz.js";
import type { NdArray } from "../../src/nd-array.js";
import { checkpointHistory, decodeCheckpoint, encodeCheckpoint } from "../../src/train/checkpoint.js";
import { gradientWorker } from "../../src/train/gradient-worker.js";
import { prepareTraining, type Setup } from "../../src/train/setup.js";
import { createTrainer, startState, type TrainingState } from "../../src/train/trainer.js";
import { resolveTraining, type Training } from "../../src/train/training.js";
import { mutate } from "../mutate.js";
import { seeded } from "../seeded.js";

const core = initSync();

function setupOf(more: Partial<Training> = {}, how: NonNullable<Training["training"]> = {}): Setup {
  return prepareTraining(
    core,
    resolveTraining({
      isocortex: 1,
      task: "go-no-go",
      network: { hidden: 6, dale: { ratio: 0.5 } },
      training: { batch: 4, updates: 20, validation: { every: 2, trials: 4 }, ...how },
      ...more,
    }),
  );
}

async function trained(setup: Setup, from: TrainingState, updates: number): Promise<TrainingState> {
  const trainer = createTrainer(setup, [gradientWorker(setup, [...setup.shards.keys()])], from);
  for (let i = 0; i < updates; i++) {
    await trainer.update();
    if (trainer.isValidationDue()) trainer.validate();
  }
  return trainer.state;
}

const copyOf = (setup: Setup, state: TrainingState): TrainingState =>
  decodeCheckpoint(setup, encodeCheckpoint(setup, state));

describe("a checkpoint", () => {
  it.each([
    ["adam", {}],
    ["sgd, which remembers nothing", { optimiser: { kind: "sgd" } }],
    [
      "momentum, with a curriculum",
      {
        optimiser: { kind: "momentum" },
        curriculum: {
          stages: [
            { task: {}, threshold: 0.9 },
            { task: { delayMs: 200 }, threshold: 0.9 },
          ],
          every: 2,
        },
      },
    ],
  ] as const)(
    "gives back a state in every bit, and training goes on from it as if nothing had been: %s",
    async (_, how) => {
      const setup = setupOf({}, how as NonNullable<Training["training"]>);
      const state = await trained(setup, startState(setup), 5);
      const copy = copyOf(setup, state);
      expect(copy).toEqual(state);
      const [on, straight] = [await trained(setup, copy, 4), await trained(setup, state, 4)];
      expect(encodeCheckpoint(setup, on)).toEqual(encodeCheckpoint(setup, straight));
      expect(checkpointHistory(encodeCheckpoint(setup, on))).toEqual({ update: 9, history: on.history });
    },
  );

  it("keeps numbers of 64 bits", async () => {
    const setup = setupOf({ precision: "f64" });
    const state = await trained(setup, startState(setup), 2);
    expect(copyOf(setup, state)).toEqual(state);
  });

  it("of another training is refused with mismatch; name and how often it is saved decide nothing", () => {
    const setup = setupOf();
    const bytes = encodeCheckpoint(setup, startState(setup));
    const refused = (other: Setup): unknown => {
      try {
        decodeCheckpoint(other, bytes);
        return undefined;
      } catch (error) {
        return isInputError(error) ? error.code : error;
      }
    };
    expect(refused(setupOf({ seed: 2 }))).toBe("mismatch");
    expect(refused(setupOf({}, { batch: 5 }))).toBe("mismatch");
    expect(refused(setupOf({ network: { hidden: 7, dale: { ratio: 0.5 } } }))).toBe("mismatch");
    expect(refused(setupOf({ name: "other" }, { checkpointEvery: 3 }))).toBe(undefined);
  });

  it("with one number changed, in an archive that is whole, is told to be damaged", async () => {
    const setup = setupOf();
    const bytes = encodeCheckpoint(setup, await trained(setup, startState(setup), 3));
    const texts = { "state.json": new TextDecoder().decode(unzipChecked(bytes)["state.json"]) };
    const arrays = (): Record<string, NdArray> => {
      const { "state.json": _, ...files } = unzipChecked(bytes);
      return Object.fromEntries(
        Object.entries(files).map(([name, body]) => [name.replace(/\.npy$/, ""), decodeNpy(body, name)]),
      );
    };
    for (const name of ["raw/W_rec", "best/b_out", "slots/W_in/v"]) {
      const changed = arrays();
      changed[name]!.data[0]! += 1;
      expect(() => decodeCheckpoint(setup, encodeNpz(changed, texts))).toThrow(/the checkpoint is damaged/);
    }
    const later = { "state.json": texts["state.json"].replace('"update":3', '"update":4') };
    expect(() => decodeCheckpoint(setup, encodeNpz(arrays(), later))).toThrow(/the checkpoint is damaged/);
    expect(() => decodeCheckpoint(setup, encodeNpz(arrays(), texts))).not.toThrow();
  });

  it("2000 mutations are refused in one line, or change nothing that is read", () => {
    const setup = setupOf();
    const state = startState(setup);
    const bytes = encodeCheckpoint(setup, state);
    const random = seeded(5);
    let refused = 0;
    for (let i = 0; i < 2000; i++) {
      try {
        expect(decodeCheckpoint(setup, mutate(bytes, random))).toEqual(state);
      } catch (error) {
        if (!isInputError(error)) throw new Error(`mutation ${i}`, { cause: error });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });
});
