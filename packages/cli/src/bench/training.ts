import { loadavg } from "node:os";
import { init } from "@isocortex/core-wasm";
import { trainingSteps } from "@isocortex/lab/training";
import { allowRelaxedSimd } from "../relaxed-simd.js";
import type { Comparison } from "./comparison.js";
import { type Contender, type MeasureOptions, measure, thorough } from "./measure.js";
import type { Peer } from "./peer.js";
import type { Found } from "./peers.js";
import { workersOf } from "./two-workers.js";
import values, { DT_MS, INPUTS, OUTPUTS, STEPS } from "./values-task.js";

const [TRIALS, ALPHA] = [64, 0.1];
const SIZES = [50, 100, 200];

type Samples = () => Promise<readonly number[]>;

/** The training that is measured, of the network that the peers have too. */
const trainingOf = (hidden: number, task: Readonly<Record<string, unknown>>) => ({
  isocortex: 1,
  ...task,
  dtMs: DT_MS,
  network: { convention: "state", hidden, activation: "relu", tauMs: DT_MS / ALPHA, noise: 0 },
  training: { batch: TRIALS, optimiser: { kind: "adam" }, clip: { by: "variable", limit: 1 } },
});

const syntheticTraining = (hidden: number) => trainingOf(hidden, { task: values.name });

/** Times single updates for as long as a round lasts. */
function timed(update: () => Promise<unknown>, { timeMs }: MeasureOptions): Samples {
  return async () => {
    const samples: number[] = [];
    await update();
    for (const end = performance.now() + timeMs; performance.now() < end || samples.length < 3; ) {
      const start = performance.now();
      await update();
      samples.push(performance.now() - start);
    }
    return samples;
  };
}

const request = (hidden: number, { timeMs }: MeasureOptions) => ({
  kind: "train",
  hidden,
  trials: TRIALS,
  steps: STEPS,
  inputs: INPUTS,
  outputs: OUTPUTS,
  dtMs: DT_MS,
  alpha: ALPHA,
  threads: 1,
  compile: false,
  timeMs,
});

/** A peer among the contenders, where it is installed. */
function contender(
  who: string,
  peer: Peer | undefined,
  asked: Readonly<Record<string, unknown>>,
): Contender[] {
  if (!peer) return [];
  return [{ who, samples: async () => (await peer.ask(asked)).samples as readonly number[] }];
}

const cores = () => Promise.all([init(), init({ fast: true })]);

const load = (): string => `load average ${loadavg()[0]!.toFixed(1)}`;

const comparison = (
  name: string,
  timings: Comparison["timings"],
  remarks: readonly string[] = [],
): Comparison => ({
  suite: "training",
  name,
  unit: "updates/s",
  scale: 1000,
  timings,
  remark: [...remarks, load()].join("; "),
});

/** PyTorch with its compiler, where there is one, tried once: it takes long to start. */
async function compiled({ torch }: Found, hidden: number, options: MeasureOptions): Promise<string[]> {
  if (!torch) return [];
  const answer = await torch.ask({ ...request(hidden, options), compile: true });
  const samples = answer.samples as readonly number[];
  if (samples.length === 0) return ["torch is eager: torch.compile does not work here"];
  return [`torch is eager: compiled, its fastest update takes ${Math.min(...samples).toPrecision(3)} ms`];
}

async function updates(
  hidden: number,
  peers: Found,
  options: MeasureOptions,
  remarks: readonly string[],
): Promise<Comparison> {
  const tasks = { [values.name]: values };
  const ours = (await cores()).map((core) =>
    trainingSteps(core, syntheticTraining(hidden), { tasks, sameTrials: true }),
  );
  const asked = request(hidden, options);
  const timings = await measure(
    [
      { who: "isocortex", samples: timed(ours[0]!, options) },
      { who: "isocortex fast", samples: timed(ours[1]!, options) },
      ...contender("torch", peers.torch, asked),
      ...(hidden < 200 ? contender("tfjs wasm", peers.tfjs, asked) : []),
    ],
    options,
  );
  return comparison(`update N=${hidden}, B=${TRIALS}, T=${STEPS}`, timings, remarks);
}

/** PsychRNN's own task with its trials drawn for every update, by either. */
async function againstPsychrnn({ psychrnn }: Found, options: MeasureOptions): Promise<Comparison> {
  const training = trainingOf(100, {
    task: "psychrnn-perceptual-discrimination",
    taskParameters: { durationMs: STEPS * DT_MS },
  });
  const [strict, fast] = await cores();
  const timings = await measure(
    [
      { who: "isocortex", samples: timed(trainingSteps(strict, training), options) },
      { who: "isocortex fast", samples: timed(trainingSteps(fast, training), options) },
      ...contender("psychrnn", psychrnn, request(100, options)),
    ],
    options,
  );
  return comparison(`update with its trials drawn, N=100`, timings);
}

/** The same training by workers that share every batch; against PyTorch at its best on the whole machine. */
async function workers(hidden: number, { torch }: Found, options: MeasureOptions): Promise<Comparison> {
  const crew = workersOf(syntheticTraining(hidden), options);
  const asked = request(hidden, options);
  try {
    const timings = await measure(
      [
        crew.contender("isocortex fast, 2 workers", 2, true),
        crew.contender("fast, 1 worker", 1, true),
        crew.contender("strict, 2 workers", 2, false),
        crew.contender("strict, 1 worker", 1, false),
        ...contender("torch", torch, asked),
        ...contender("torch, 2 threads", torch, { ...asked, threads: 2 }),
      ],
      options,
    );
    return comparison(`update by two workers, N=${hidden}`, timings);
  } finally {
    crew.close();
  }
}

/** One update of a training: forward, back through time, clipped, Adam; against PyTorch, PsychRNN and TensorFlow.js. */
export async function* benchTraining(peers: Found, options: MeasureOptions): AsyncGenerator<Comparison> {
  allowRelaxedSimd();
  const longer = options === thorough ? { rounds: 7, timeMs: 400 } : options;
  for (const hidden of SIZES) {
    const remarks = options === thorough && hidden < 200 ? await compiled(peers, hidden, longer) : [];
    yield await updates(hidden, peers, longer, remarks);
  }
  yield await againstPsychrnn(peers, longer);
  for (const hidden of SIZES) yield await workers(hidden, peers, longer);
}
