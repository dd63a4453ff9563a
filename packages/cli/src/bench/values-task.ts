import type { TrainingTask } from "@isocortex/lab/training";

export const [STEPS, INPUTS, OUTPUTS, DT_MS] = [200, 8, 4, 10];
const QUARTERS = ["first", "second", "third", "last"];

/** Inputs and targets without a meaning: new values in every quarter of a trial. */
const values: TrainingTask = {
  name: "values",
  title: "New values in every quarter of a trial",
  cite: [],
  params: {},
  dtMs: DT_MS,
  output: "linear",
  inputs: () => [{ name: "in", size: INPUTS }],
  outputs: () => [{ name: "out", size: OUTPUTS }],
  inputNoise: () => ({}),
  durationMs: () => STEPS * DT_MS,
  conditions: () => ({}),
  trial(_, random) {
    const drives = (channel: string, size: number) =>
      QUARTERS.map((during) => ({
        channel,
        during,
        value: Array.from({ length: size }, () => 2 * random() - 1),
      }));
    return {
      epochs: QUARTERS.map((name) => [name, (STEPS * DT_MS) / QUARTERS.length] as const),
      inputs: drives("in", INPUTS),
      targets: drives("out", OUTPUTS),
      scored: [{ during: "first..last" }],
      condition: {},
    };
  },
  answer: () => ({ correct: true, choice: 0 }),
};

export default values;
