import { draw } from "./conditions.js";
import { duration, whiteNoise, whiteOn } from "./parameters.js";
import { defineTask, type TaskParameterTable } from "./task.js";

const source = "NeuroGym, Molano-Mazon et al. 2022, GoNogo after Zhang et al. 2019";

const params = {
  fixationMs: duration(0, source),
  stimulusMs: duration(500, source),
  delayMs: duration(500, source),
  decisionMs: duration(500, source),
  inputNoise: whiteNoise(0.1414, "Yang et al. 2019, Nat Neurosci 22:297, 0.01 sqrt(2 x 100 ms)"),
} as const satisfies TaskParameterTable;

const inputs = [
  { name: "fixation", size: 1 },
  { name: "stimulus", size: 2 },
] as const;

const conditions = () => ({ stimulus: ["go", "no-go"] as const });

/** Act after one stimulus and not after the other, when a delay is over. */
export const goNoGo = defineTask({
  name: "go-no-go",
  title: "Act after one stimulus, hold still after the other",
  cite: ["zhang2019", "molano2022"],
  params,
  dtMs: 20,
  output: "sigmoid",
  inputs: () => inputs,
  outputs: () => [{ name: "go", size: 1 }],
  inputNoise: (p, dtMs) => whiteOn(inputs, p.inputNoise, dtMs),
  durationMs: (p) => p.fixationMs + p.stimulusMs + p.delayMs + p.decisionMs,
  conditions,
  trial(p, random, given) {
    const { stimulus } = draw(conditions(), random, given);
    return {
      epochs: [
        ["fixation", p.fixationMs],
        ["stimulus", p.stimulusMs],
        ["delay", p.delayMs],
        ["decision", p.decisionMs],
      ],
      inputs: [
        { channel: "fixation", during: "fixation..delay", value: 1 },
        { channel: "stimulus", during: "stimulus", value: stimulus === "go" ? [1, 0] : [0, 1] },
      ],
      targets: stimulus === "go" ? [{ channel: "go", during: "decision", value: 1 }] : [],
      scored: [{ during: "fixation..decision" }],
      condition: { stimulus },
    };
  },
  answer(_, trial, response) {
    const went = response.mean("go", "decision")[0]! > 0.5;
    const should = trial.condition.stimulus === "go";
    const outcome = went ? (should ? "hits" : "falseAlarms") : should ? "misses" : "correctRejections";
    return { correct: went === should, choice: went ? "go" : "no-go", counts: { [outcome]: 1 } };
  },
});
