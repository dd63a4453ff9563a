import { initSync, randomStream } from "@isocortex/core-wasm";
import {
  connect,
  connectome,
  createSimulation,
  defaultSettings,
  defaultValues,
  type Lab,
  type Model,
  models,
} from "@isocortex/lab";
import type { Comparison } from "./comparison.js";
import { type MeasureOptions, measure, thorough } from "./measure.js";
import type { Numpy } from "./numpy.js";
import { plainChaudhuri } from "./plain-chaudhuri.js";

const core = initSync();
const STEPS = 10_000;
const LEVELS = Array.from({ length: 12 }, (_, i) => 0.9 + i / 10);

const modelOf = (name: string): Model => models.get(name)!;

function circuitOf(model: Model, noise: boolean) {
  const anatomy = connectome(model.protocol.connectome!);
  return {
    anatomy,
    circuit: model.circuit(defaultValues(model.params), defaultSettings(model.switches), anatomy, noise),
  };
}

async function chaudhuri(options: MeasureOptions): Promise<Comparison> {
  const model = modelOf("chaudhuri-2015");
  const { anatomy, circuit } = circuitOf(model, false);
  const { dtMs, stimuli } = model.protocol;
  const run = (): unknown => {
    const simulation = createSimulation(core, circuit, { dtMs, durationMs: STEPS * dtMs, stimuli });
    simulation.advance(STEPS);
    return simulation.state("rE");
  };
  const plain = plainChaudhuri(defaultValues(model.params), anatomy, dtMs);
  const timings = await measure(
    [
      { who: "isocortex", repeat: 1, call: run },
      { who: "plain JS", repeat: 1, call: () => plain(STEPS) },
    ],
    options,
  );
  return {
    suite: "cortex",
    name: "chaudhuri-2015, 29 areas, f64",
    unit: "steps/s",
    scale: STEPS * 1000,
    timings,
  };
}

async function froudistWalsh(
  noise: boolean,
  numpy: Numpy | undefined,
  options: MeasureOptions,
): Promise<Comparison> {
  const model = modelOf("froudist-walsh-2021");
  const { anatomy, circuit } = circuitOf(model, noise);
  const { dtMs, stimuli } = model.protocol;
  let rates: number[] = [];
  const run = (): unknown => {
    const stream = noise ? randomStream(1).split("noise") : undefined;
    const simulation = createSimulation(core, circuit, { dtMs, durationMs: STEPS * dtMs, stimuli }, stream);
    simulation.advance(STEPS);
    rates = [...simulation.state("rE1"), ...simulation.state("rE2")];
    return rates;
  };
  let difference = Number.NaN;
  const [cue] = stimuli;
  const request = {
    kind: "froudist-walsh",
    connectome: {
      areas: anatomy.areas,
      fln: [...anatomy.fln],
      sln: [...anatomy.sln!],
      spineCount: [...anatomy.measures.spineCount!],
      d1Density: [...anatomy.measures.d1Density!],
    },
    parameters: defaultValues(model.params),
    steps: STEPS,
    dtMs,
    noise,
    stimulus: {
      from: cue!.startMs / dtMs,
      to: cue!.endMs / dtMs,
      area: anatomy.areas.indexOf(cue!.areas[0]!),
      amplitude: cue!.amplitude,
    },
  };
  const peer = async (): Promise<readonly number[]> => {
    const answer = await numpy!.ask(request);
    const theirs = (answer.rates as readonly (readonly number[])[]).slice(0, 2).flat();
    difference = Math.max(...theirs.map((rate, i) => Math.abs(rate - rates[i]!)));
    return answer.samples as readonly number[];
  };
  const timings = await measure(
    [{ who: "isocortex", repeat: 1, call: run }, ...(numpy ? [{ who: "numpy", samples: peer }] : [])],
    options,
  );
  return {
    suite: "cortex",
    name: `froudist-walsh-2021, 40 areas, ${STEPS} steps${noise ? ", noise" : ""}, f64`,
    unit: "runs/s",
    scale: 1000,
    timings,
    ...(numpy && !noise
      ? { remark: `final rates differ from numpy's by at most ${difference.toExponential(1)} Hz` }
      : {}),
  };
}

/** Wall time of a sweep over dopamine, after every worker has run once. */
async function sweep(lab: Lab, workers: number): Promise<number> {
  const one = (dopamine: number) =>
    lab.run({ isocortex: 1, model: "froudist-walsh-2021", parameters: { dopamine }, audit: false });
  await Promise.all(Array.from({ length: workers }, () => one(1.5)));
  const start = performance.now();
  await Promise.all(LEVELS.map(one));
  return performance.now() - start;
}

async function sweeps({ rounds }: MeasureOptions): Promise<Comparison> {
  const two = connect({ workers: 2 });
  const one = connect({ workers: 1 });
  try {
    const timings = await measure(
      [
        { who: "2 workers", samples: async () => [await sweep(two, 2)] },
        { who: "1 worker", samples: async () => [await sweep(one, 1)] },
      ],
      { rounds, timeMs: 0 },
    );
    return {
      suite: "cortex",
      name: `sweep over ${LEVELS.length} dopamine levels`,
      unit: "sweeps/s",
      scale: 1000,
      timings,
    };
  } finally {
    two.close();
    one.close();
  }
}

/** Whole-cortex models against plain loops, numpy and one worker. */
export async function* benchCortex(
  numpy: Numpy | undefined,
  options: MeasureOptions,
): AsyncGenerator<Comparison> {
  const longer = options === thorough ? { rounds: 5, timeMs: 150 } : options;
  yield await chaudhuri(longer);
  yield await froudistWalsh(false, numpy, longer);
  yield await froudistWalsh(true, numpy, longer);
  yield await sweeps(longer);
}
