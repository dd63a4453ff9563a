import { canonicalJson, type Lab, type Training, type TrainingResult } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";
import { throwIfCancelled } from "../../src/settled.js";
import { type Block, LETTERS } from "./block.js";
import { explainedByLetter } from "./memory.js";

export const names = ["one", "window", "elman", "leaky"] as const;
export type NetworkName = (typeof names)[number];

/** Longest lag at which memory is looked for. */
export const MOST_BACK = 8;
const PROBE = { length: 32, trials: 64 };
/** Fewest letters that the task takes; what follows a shorter block changes nothing of it. */
const SHORTEST = 9;
/** Of a leaky network; a letter is one step of 500 ms. */
const TAU_MS = 1000;
/**
 * Updates at most: from 24 to 128 hidden units every network that can learn the task was done before, for n = 1 to 4 and
 * three starts each.
 */
const UPDATES = { feedforward: 300, recurrent: 1000 };

/** Of Adam; at this rate Elman networks of 128 units did not learn, so that it falls with their size. */
const RATE = { most: 0.01, upToHidden: 32 };

function rateOf(hidden: number): number {
  return Number((RATE.most * Math.min(1, Math.sqrt(RATE.upToHidden / hidden))).toFixed(4));
}

function frames(state: State): number {
  return numberAt(state, "window");
}

/** What a network is called. */
export function titleOf(name: NetworkName, state: State): string {
  const k = frames(state);
  return {
    one: "Feedforward, 1 frame",
    window: `Feedforward, ${k} frame${k === 1 ? "" : "s"}`,
    elman: "Recurrent (Elman)",
    leaky: "Recurrent (leaky)",
  }[name];
}

/** Under a bar. */
export function shortOf(name: NetworkName, state: State): string {
  const k = frames(state);
  return { one: "1 frame", window: `${k} frame${k === 1 ? "" : "s"}`, elman: "Elman", leaky: "leaky" }[name];
}

function networkOf(name: NetworkName, state: State): Training["network"] {
  const shared = { hidden: numberAt(state, "hidden"), activation: "tanh" } as const;
  const initialise = { W_rec: { kind: "orthogonal" } } as const;
  switch (name) {
    case "one":
      return { ...shared, cell: "feedforward", window: 1 };
    case "window":
      return { ...shared, cell: "feedforward", window: frames(state) };
    case "elman":
      return { ...shared, cell: "elman", initialise };
    case "leaky":
      return { ...shared, cell: "leaky", tauMs: TAU_MS, noise: 0, initialise };
  }
}

/** How a network of a state is trained. */
export function trainingOf(name: NetworkName, state: State) {
  const isRecurrent = name === "elman" || name === "leaky";
  return {
    task: "n-back",
    taskParameters: { n: numberAt(state, "n"), letters: LETTERS.length, length: 16 },
    network: networkOf(name, state),
    training: {
      batch: 32,
      updates: isRecurrent ? UPDATES.recurrent : UPDATES.feedforward,
      learningRate: { kind: "constant", rate: rateOf(numberAt(state, "hidden")) },
      metric: "balancedAccuracy",
      validation: { every: 25, trials: 128 },
      stop: { target: 0.995, passes: 2 },
    },
    seed: numberAt(state, "start"),
  } satisfies Omit<Training, "isocortex">;
}

/** How a network learnt: balanced accuracy on validation blocks by updates. */
export interface Learning {
  readonly updates: readonly number[];
  readonly accuracy: readonly number[];
}

/** A network that has been trained, with what it keeps of letters in independent blocks. */
export interface Trained {
  readonly training: unknown;
  readonly result: TrainingResult;
  readonly learning: Learning;
  /** Balanced accuracy on new blocks. */
  readonly accuracy: number;
  /** Part of the hidden units' variance that the letter 0, 1, 2 ... back explains. */
  readonly memory: readonly number[];
}

/** A network on somebody's block. */
export interface Played {
  /** Probability that it gives to a match, by letter. */
  readonly says: readonly number[];
  /** By letter, each hidden unit's rate. */
  readonly rates: readonly (readonly number[])[];
}

interface Options {
  readonly lab: Lab;
  readonly signal: AbortSignal;
}

async function memoryOf({ lab, signal }: Options, training: unknown, weights: TrainingResult["arrays"]) {
  const { arrays } = await lab.runTrained(
    {
      isocortex: 1,
      model: "trained",
      taskParameters: { matchChance: 0, length: PROBE.length },
      trials: PROBE.trials,
      record: [{ variable: "inputs" }, { variable: "rates" }],
    },
    { training, weights },
    { signal },
  );
  const { data, shape } = arrays.inputs!;
  const rows = shape[0]! * shape[1]!;
  const letters = Array.from({ length: rows }, (_, row) =>
    data.subarray(row * LETTERS.length, (row + 1) * LETTERS.length).indexOf(1),
  );
  return Array.from({ length: MOST_BACK + 1 }, (_, back) =>
    explainedByLetter(arrays.rates!, letters, back, MOST_BACK),
  );
}

function learningOf(
  history: readonly { readonly update: number; readonly balancedAccuracy: number | null }[],
): Learning {
  return {
    updates: history.map(({ update }) => update),
    accuracy: history.map((entry) => entry.balancedAccuracy ?? Number.NaN),
  };
}

const finished = new Map<string, Trained>();
const MOST_KEPT = 60;

function keyOf(name: NetworkName, state: State): string {
  return canonicalJson(trainingOf(name, state));
}

/** The network, where it has been trained before. */
export function alreadyTrained(name: NetworkName, state: State): Trained | undefined {
  return finished.get(keyOf(name, state));
}

/**
 * Trains a network in a worker, once for each way to train it.
 * @param told of every validation, with the updates at most
 */
export async function trainedNetwork(
  name: NetworkName,
  state: State,
  options: Options & { told(learning: Learning, most: number): void },
): Promise<Trained> {
  const before = alreadyTrained(name, state);
  if (before) return before;
  const { lab, signal, told } = options;
  const training = { isocortex: 1, ...trainingOf(name, state) };
  const history: { update: number; balancedAccuracy: number | null }[] = [];
  const result = await lab.train(training, {
    signal,
    onTraining(event) {
      if (event.kind !== "validation") return undefined;
      history.push(event.entry);
      told(learningOf(history), training.training.updates);
      return undefined;
    },
  });
  throwIfCancelled(signal);
  const trained = {
    training,
    result,
    learning: learningOf(result.record.history),
    accuracy: result.record.score.balancedAccuracy ?? Number.NaN,
    memory: await memoryOf(options, training, result.arrays),
  };
  if (finished.size >= MOST_KEPT) finished.delete(finished.keys().next().value!);
  finished.set(keyOf(name, state), trained);
  return trained;
}

/** Lets a trained network play a block. */
export async function play(
  { lab, signal }: Options,
  { training, result }: Trained,
  { letters }: Block,
): Promise<Played> {
  const { arrays } = await lab.runTrained(
    {
      isocortex: 1,
      model: "trained",
      taskParameters: { length: Math.max(SHORTEST, letters.length) },
      conditions: Object.fromEntries(letters.map((letter, i) => [`letter ${i + 1}`, letter])),
      trials: 1,
      record: [{ variable: "outputs" }, { variable: "rates" }],
    },
    { training, weights: result.arrays },
    { signal },
  );
  const units = arrays.rates!.shape[2]!;
  return {
    says: letters.map((_, i) => arrays.outputs!.data[2 * i + 1]!),
    rates: letters.map((_, i) => [...arrays.rates!.data.subarray(i * units, (i + 1) * units)]),
  };
}
