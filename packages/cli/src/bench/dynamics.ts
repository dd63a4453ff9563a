import { initSync, type Precision, randomStream } from "@isocortex/core-wasm";
import {
  bifurcate,
  createDecider,
  createSimulation,
  type Decision,
  defaultSettings,
  defaultValues,
  type Host,
  models,
  phasePlane,
  simulateDecisions,
  summariseDecisions,
} from "@isocortex/lab";
import type { Comparison } from "./comparison.js";
import { type Contender, type MeasureOptions, measure, thorough } from "./measure.js";
import type { Found } from "./peers.js";

/** What one measurement gives: a comparison, or several that share a peer. */
type Measurement = (found: Found, options: MeasureOptions) => Promise<readonly Comparison[]>;

const core = initSync();

const DURATION_MS = 2000;
const THRESHOLD_HZ = 15;
const PRECISIONS = ["f64", "f32"] as const satisfies readonly Precision[];

const behaviour = (accuracy: number, meanMs: number): string =>
  `${(100 * accuracy).toFixed(1)} % correct after ${meanMs.toFixed(0)} ms`;

function behaviourOf(decisions: readonly Decision[]): string {
  const { accuracy, reactionTimes } = summariseDecisions(decisions, 0);
  return behaviour(accuracy ?? Number.NaN, reactionTimes?.meanMs ?? Number.NaN);
}

/** Trials of Wong & Wang 2006, decisions read as they go: 2 s each, or none further once all have decided. */
function wongWang(untilDecided: boolean): Measurement {
  const model = models.get("wong-wang-2006")!;
  const parameters = defaultValues(model.params);
  const circuit = model.circuit(parameters, defaultSettings(model.switches), undefined, true);
  const { dtMs } = model.protocol;
  const rule = { rule: "instantaneous", thresholdHz: THRESHOLD_HZ, windowMs: 0, onsetMs: 0 } as const;

  function decide(trials: number, precision: Precision): readonly Decision[] {
    const noise = randomStream(1).split("noise");
    const simulation = { dtMs, durationMs: DURATION_MS, trials, precision };
    if (untilDecided) {
      const run = { circuit, simulation, noise, variable: "r" };
      return simulateDecisions(core, run, [rule])[0]!.decisions();
    }
    const decider = createDecider(trials, circuit.areas.length, { ...rule, everyMs: dtMs });
    const watch = [{ variable: "r", see: decider.see }];
    createSimulation(core, circuit, { ...simulation, watch }, noise).advance(Number.POSITIVE_INFINITY);
    return decider.decisions();
  }

  return async ({ numba }, options) => {
    const trials = options === thorough ? 4000 : 500;
    const seen: Record<string, string> = {};
    const own = PRECISIONS.map(
      (precision): Contender => ({
        who: `isocortex ${precision}`,
        repeat: 1,
        call() {
          seen[precision] = behaviourOf(decide(trials, precision));
        },
      }),
    );
    const request = { kind: "wong-wang", parameters, trials, steps: DURATION_MS / dtMs, dtMs, untilDecided };
    const peer = async (): Promise<readonly number[]> => {
      const answer = await numba!.ask({ ...request, thresholdHz: THRESHOLD_HZ, timeMs: options.timeMs });
      seen.numba = `numba ${behaviour(Number(answer.accuracy), Number(answer.meanMs))}`;
      return answer.samples as readonly number[];
    };
    const timings = await measure([...own, ...(numba ? [{ who: "numba", samples: peer }] : [])], options);
    return PRECISIONS.map((precision, i) => ({
      suite: "dynamics",
      name: `wong-wang-2006, ${trials} trials ${untilDecided ? "until decided" : "of 2 s"}, ${precision}`,
      unit: "runs/s",
      scale: 1000,
      timings: [timings[i]!, ...timings.slice(PRECISIONS.length)],
      remark: [seen[precision], seen.numba].filter(Boolean).join(", "),
    }));
  };
}

const host: Host = {
  core: () => Promise.resolve(core),
  engine: `node ${process.version}`,
  now: () => performance.now(),
  onProgress: () => undefined,
};
const CALLS = 5;

/** An analysis without a peer: everything that a command does but for workers and files. */
function analysis(name: string, call: () => Promise<unknown>): Measurement {
  return async (_found, options) => {
    const samples = async (): Promise<readonly number[]> => {
      const all: number[] = [];
      for (let i = 0; i < CALLS; i++) {
        const start = performance.now();
        await call();
        all.push(performance.now() - start);
      }
      return all;
    };
    await call();
    return [
      {
        suite: "dynamics",
        name,
        unit: "runs/s",
        scale: 1000,
        timings: await measure([{ who: "isocortex", samples }], options),
      },
    ];
  };
}

const wilsonCowan = { isocortex: 1, model: "wilson-cowan" } as const;
const diagram = { ...wilsonCowan, parameter: "P", from: -1, to: 3 } as const;
const starts = { columns: 20, rows: 10 };

/** What the suite measures, one line each. */
const measurements: readonly Measurement[] = [
  wongWang(false),
  wongWang(true),
  analysis("phase plane, 200 paths, bistable", () =>
    phasePlane(host, { ...wilsonCowan, preset: "multistable-1972", starts }),
  ),
  analysis("phase plane, 200 paths, limit cycle", () => phasePlane(host, { ...wilsonCowan, starts })),
  analysis("diagram of wilson-cowan in P", () => bifurcate(host, { ...diagram, cycles: false })),
  analysis("the same with its cycles", () => bifurcate(host, diagram)),
];

/** Local circuits and analyses of their dynamics against compiled loops. */
export async function* benchDynamics(found: Found, options: MeasureOptions): AsyncGenerator<Comparison> {
  for (const measurement of measurements) yield* await measurement(found, options);
}
