import { isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { decodeNpz, decodeNpzLeavingObjects, encodeNpz } from "../../src/io/npz.js";
import type { NdArray } from "../../src/nd-array.js";
import { fromPsychRnn, toPsychRnn } from "../../src/train/psychrnn-weights.js";
import { resolveTraining } from "../../src/train/training.js";
import { mutate } from "../mutate.js";
import { refusal } from "../refusal.js";
import { seeded } from "../seeded.js";

const random = seeded(3);
const array = (...shape: number[]): NdArray => ({
  shape,
  data: Float32Array.from(
    { length: shape.reduce((all, size) => all * size, 1) },
    () => random.below(1000) / 500 - 1,
  ),
});
const diagonal = (...values: number[]): NdArray => ({
  shape: [values.length, values.length],
  data: Float32Array.from({ length: values.length ** 2 }, (_, at) =>
    at % (values.length + 1) === 0 ? values[at / (values.length + 1)]! : 0,
  ),
});
const ones = (...shape: number[]): NdArray => ({ ...array(...shape), data: array(...shape).data.fill(1) });

/** What PsychRNN 1.0 saves of a network of four units. */
const saved = {
  W_in: array(4, 3),
  W_rec: array(4, 4),
  W_out: array(1, 4),
  b_rec: array(4),
  b_out: array(1),
  init_state: array(1, 4),
  Dale_rec: diagonal(1, 1, 1, 1),
  Dale_out: diagonal(1, 1, 1, 1),
  input_connectivity: ones(4, 3),
  rec_connectivity: ones(4, 4),
  output_connectivity: ones(1, 4),
};

describe("weights of PsychRNN", () => {
  it("are a leaky network of the state convention, without constraints where it had none", () => {
    const { network, weights } = fromPsychRnn(saved);
    expect(network).toEqual({ cell: "leaky", convention: "state", hidden: 4, noise: 0, masks: {} });
    expect(weights.W_rec).toEqual(saved.W_rec);
    expect(weights.b_rec!.shape).toEqual([1, 4]);
  });

  it("keep Dale's law by its ratio, and masks where they have a zero", () => {
    const masked = { ...saved.rec_connectivity, data: saved.rec_connectivity.data.slice() };
    masked.data[5] = 0;
    const { network } = fromPsychRnn({
      ...saved,
      Dale_rec: diagonal(1, 1, 1, -1),
      Dale_out: diagonal(1, 1, 1, 0),
      dale_ratio: { shape: [], data: Float64Array.of(0.8) },
      rec_connectivity: masked,
    });
    expect(network.dale).toEqual({ ratio: 0.8, excitatoryOutput: true });
    expect(network.masks?.recurrent?.[1]).toEqual([1, 0, 1, 1]);
    expect(network.masks?.input).toBeUndefined();
  });

  it("of version 1.0, whose Dale_out is Dale_rec, keep the outputs of inhibitory units", () => {
    const signs = diagonal(1, 1, 1, -1);
    const ratio = { shape: [], data: Float64Array.of(0.8) };
    const { network } = fromPsychRnn({ ...saved, Dale_rec: signs, Dale_out: signs, dale_ratio: ratio });
    expect(network.dale).toEqual({ ratio: 0.8, excitatoryOutput: false });
  });

  it("come back from an export, Dale_out with the signs that W_out has", () => {
    const training = resolveTraining({
      isocortex: 1,
      task: "go-no-go",
      network: { hidden: 4, convention: "state", dale: { ratio: 0.75, excitatoryOutput: false } },
    });
    const W_out = { shape: [1, 4], data: Float32Array.of(1, 0, -2, -3) };
    const signs = { shape: [4], data: Float64Array.of(1, 1, 1, -1) };
    const { arrays, notes } = toPsychRnn(training, {
      ...fromPsychRnn({ ...saved, W_out }).weights,
      dale_signs: signs,
    });
    expect(notes).toEqual([]);
    expect([0, 5, 10, 15].map((at) => arrays.Dale_out!.data[at])).toEqual([1, 0, -1, -1]);
    expect(fromPsychRnn(decodeNpz(encodeNpz(arrays))).weights.W_out).toEqual(W_out);
  });

  const { b_out: _, ...without } = saved;
  it.each([
    ["a weight missing", without, /the file has no array b_out; expected W_in, W_rec/],
    [
      "a matrix that is turned",
      { ...saved, W_out: array(4, 1) },
      /W_out is \(4, 1\); expected \(4, 4\), \[post\]\[pre\]/,
    ],
    ["a vector of another length", { ...saved, b_rec: array(5) }, /b_rec is \(5\); expected \(1, 4\)/],
    ["a matrix that is none", { ...saved, W_in: array(12) }, /W_in is no matrix; expected \[post\]\[pre\]/],
    [
      "a mask of another shape",
      { ...saved, input_connectivity: { ...array(3, 4), data: new Float32Array(12) } },
      /input_connectivity is \(3, 4\); expected \(4, 3\) as W_in/,
    ],
  ])("%s is refused", (_what, arrays, wanted) => {
    expect(refusal(() => fromPsychRnn(arrays)).message).toMatch(wanted);
  });

  it("1500 mutations of a file are read or refused with one clear error", () => {
    const bytes = encodeNpz(saved);
    let refused = 0;
    for (let i = 0; i < 1500; i++) {
      try {
        fromPsychRnn(decodeNpzLeavingObjects(mutate(bytes, random)).arrays);
      } catch (error) {
        if (!isInputError(error)) throw new Error(`mutation ${i}`, { cause: error });
        expect(error.message).not.toContain("\n");
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });
});
