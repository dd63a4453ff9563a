import { canonicalJson, randomStream, uniformsOf } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";
import type { Work } from "../../src/training/training-session.js";

interface TaskToTrain {
  readonly label: string;
  /** Short trials, so that a browser sees many of them. */
  readonly taskParameters: Readonly<Record<string, number | readonly number[]>>;
  /** What counts as the accuracy; a whole sequence without a slip is rare. */
  readonly metric: "accuracy" | "balancedAccuracy";
  /** Epoch whose mean input fixed points are looked for under. */
  readonly held: string;
  /** Epoch in which units are compared between the two sides of a condition, where the task has such. */
  readonly compared?: string;
}

/** Tasks of the page by the names that the command line has for them. */
export const tasksToTrain: Readonly<Record<string, TaskToTrain>> = {
  "perceptual-discrimination": {
    label: "Random dots: which way",
    taskParameters: { stimulusMs: 400, decisionMs: 200, coherences: [0.1, 0.2, 0.4, 0.8] },
    metric: "accuracy",
    held: "stimulus",
    compared: "stimulus",
  },
  "delayed-match-to-sample": {
    label: "Delayed match to sample",
    taskParameters: {
      fixationMs: 100,
      sampleMs: 200,
      delayMinMs: 100,
      delayMaxMs: 300,
      testMs: 200,
      decisionMs: 200,
      samples: 4,
      ringSize: 8,
    },
    metric: "accuracy",
    held: "delay",
    compared: "decision",
  },
  odr: {
    label: "Look where the cue was (ODR)",
    taskParameters: {
      fixationMs: 100,
      cueMs: 200,
      delayMinMs: 100,
      delayMaxMs: 300,
      reactionMs: 60,
      responseMs: 200,
      ringSize: 8,
      widthDeg: 30,
    },
    metric: "accuracy",
    held: "delay",
  },
  "n-back": {
    label: "2-back",
    taskParameters: { letters: 4, length: 10 },
    metric: "balancedAccuracy",
    held: "",
  },
  "context-dependent-integration": {
    label: "Motion or colour, by context",
    taskParameters: {
      stimulusMs: 1500,
      decisionMs: 200,
      motionCoherences: [0.1, 0.25, 0.6],
      colourCoherences: [0.1, 0.25, 0.6],
    },
    metric: "accuracy",
    held: "stimulus",
    compared: "stimulus",
  },
};

/** The task of a state. */
export function taskOf(state: State): TaskToTrain {
  return tasksToTrain[String(state.task)]!;
}

/** Which of the connections there are, drawn by the seed; nothing where all are. */
function sparseConnections(state: State): { readonly recurrent?: number[][] } {
  const [units, share] = [numberAt(state, "units"), numberAt(state, "connections")];
  if (share >= 1) return {};
  const uniform = uniformsOf(randomStream(numberAt(state, "seed")).split("connections"));
  return {
    recurrent: Array.from({ length: units }, () =>
      Array.from({ length: units }, () => (uniform() < share ? 1 : 0)),
    ),
  };
}

/** The training of a state, as the command line takes it. */
export function trainingOf(state: State): Readonly<Record<string, unknown>> {
  const { taskParameters, metric } = taskOf(state);
  const masks = sparseConnections(state);
  return {
    isocortex: 1,
    task: state.task,
    taskParameters,
    network: {
      hidden: numberAt(state, "units"),
      activation: state.activation,
      noise: numberAt(state, "noise"),
      ...(state.dale
        ? { dale: { ratio: numberAt(state, "ratio") } }
        : { initialise: { W_rec: { kind: "orthogonal" } } }),
      ...(masks.recurrent ? { masks } : {}),
    },
    training: {
      batch: numberAt(state, "batch"),
      updates: numberAt(state, "updates"),
      ...(state.loss === "usual" ? {} : { loss: { kind: state.loss } }),
      optimiser: { kind: state.optimiser },
      learningRate: { kind: "constant", rate: numberAt(state, "rate") },
      validation: { every: 5, trials: 128 },
      metric,
      stop: { target: numberAt(state, "target"), passes: 2 },
      checkpointEvery: 50,
    },
    seed: numberAt(state, "seed"),
  };
}

/** Activations of the page by the names that the command line has for them. */
export const activations: Readonly<Record<string, string>> = {
  relu: "ReLU",
  tanh: "tanh",
  sigmoid: "sigmoid",
  linear: "linear",
};

/** What a state trains, in words. */
export function titleOf(state: State): string {
  const dale = state.dale ? " with Dale's law" : "";
  return `${state.units} ${activations[String(state.activation)]} units${dale} on "${taskOf(state).label}" (seed ${state.seed})`;
}

/** The work of a state, before any weight was edited. */
export function workOf(state: State): Work {
  const training = trainingOf(state);
  return { title: titleOf(state), state, settings: canonicalJson(training), training, earlier: [], edits: 0 };
}

/** Which recurrent connections a work's network has, [to][from]; undefined where it has all. */
export function connectionsOf({ training }: Work): readonly (readonly number[])[] | undefined {
  const { masks } = training.network as { readonly masks?: { readonly recurrent: readonly number[][] } };
  return masks?.recurrent;
}
