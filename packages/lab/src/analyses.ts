import type { Connectome } from "@isocortex/connectomes";
import { InputError, randomStream, uniformsOf } from "@isocortex/core-wasm";
import { type Circuit, jacobianAtStart, stepsIn, type Trace } from "@isocortex/models";
import {
  type Bump,
  bumpOf,
  contingencyTest,
  type DecisionRule,
  decisions,
  labelPermutationTest,
  persistence,
  summariseDecisions,
} from "./analysis/index.js";
import { didYouMean } from "./io/did-you-mean.js";
import type { AnalysisSpec } from "./io/experiment.js";
import type { ResolvedExperiment } from "./io/resolve-experiment.js";

/** What an analysis of a run may look at. */
export interface Analysed {
  readonly experiment: ResolvedExperiment;
  readonly circuit: Circuit;
  readonly connectome: Connectome | undefined;
  readonly traces: readonly Trace[];
}

type Options = Readonly<Record<string, unknown>>;

interface RunAnalysis {
  readonly meaning: string;
  /** Option names with their defaults. */
  readonly options: Options;
  /** Gives a result, or a promise of one where what computes it is loaded first. */
  readonly apply: (run: Analysed, options: Options, path: string) => unknown;
}

function trace({ traces }: Analysed, variable: unknown, path: string): Trace {
  const found = traces.find((candidate) => candidate.variable === variable);
  if (found) return found;
  const names = traces.map((candidate) => candidate.variable);
  throw new InputError(
    `${path}.variable is ${JSON.stringify(variable)}, which was not recorded; ${didYouMean(String(variable), names)}`,
    {
      path: `${path}.variable`,
    },
  );
}

function samples(span: unknown, { everyMs, shape }: Trace, path: string): readonly [number, number] {
  const [from, to] = Array.isArray(span) ? span.map((ms) => stepsIn(Number(ms), everyMs)) : [];
  if (from !== undefined && to !== undefined && from >= 0 && to > from && to <= shape[0]) return [from, to];
  throw new InputError(
    `${path} is ${JSON.stringify(span)}; expected [from, to] in ms inside the run's ${shape[0] * everyMs} ms.`,
    {
      path,
    },
  );
}

const MOST_PERMUTATIONS = 1_000_000;

function permutationsOf(count: unknown, path: string): number {
  const number = Number(count);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PERMUTATIONS) return number;
  throw new InputError(`${path} is ${number}; expected a whole number from 1 to ${MOST_PERMUTATIONS}.`, {
    path,
  });
}

function persistent(run: Analysed, options: Options, path: string) {
  const rates = trace(run, options.variable, path);
  return persistence(rates, {
    baseline: samples(options.baselineMs, rates, `${path}.baselineMs`),
    delay: samples(options.delayMs, rates, `${path}.delayMs`),
    thresholdHz: Number(options.thresholdHz),
  });
}

const decisionRules: readonly string[] = ["instantaneous", "boxcar"] satisfies readonly DecisionRule[];

/** @throws InputError when there is no such rule, a time is not one of the run, or the correct area was not recorded */
function decided(run: Analysed, options: Options, path: string) {
  const rates = trace(run, options.variable, path);
  const { areas, everyMs, shape } = rates;
  const durationMs = shape[0] * everyMs;
  const { thresholdHz, windowMs, onsetMs } = options as Readonly<Record<string, number>>;
  const refuse = (option: string, expected: string): never => {
    const at = `${path}.${option}`;
    throw new InputError(`${at} is ${JSON.stringify(options[option])}; ${expected}`, { path: at });
  };
  if (rates.unit !== "Hz")
    refuse("variable", `its unit is ${rates.unit}, and decisions are read from a rate in Hz.`);
  if (!decisionRules.includes(String(options.rule)))
    refuse("rule", didYouMean(String(options.rule), decisionRules));
  if (!areas.includes(String(options.correct))) refuse("correct", didYouMean(String(options.correct), areas));
  if (options.rule === "boxcar" && !(windowMs! >= everyMs && windowMs! <= durationMs))
    refuse(
      "windowMs",
      `expected ${everyMs} (the time between samples) to ${durationMs} ms, the run's length.`,
    );
  if (!(onsetMs! >= 0 && onsetMs! < durationMs))
    refuse("onsetMs", `expected 0 to below ${durationMs} ms, the run's length.`);
  const all = decisions(rates, {
    rule: options.rule as DecisionRule,
    everyMs,
    thresholdHz: thresholdHz!,
    windowMs: windowMs!,
    onsetMs: onsetMs!,
  });
  return {
    choices: all.map(({ choice }) => (choice === undefined ? null : areas[choice]!)),
    reactionTimesMs: all.map(({ choice, reactionMs }) => (choice === undefined ? null : reactionMs)),
    ...summariseDecisions(all, areas.indexOf(String(options.correct))),
  };
}

const persistenceOptions = {
  variable: "rE1",
  baselineMs: [500, 1000],
  delayMs: [4500, 5000],
  thresholdHz: 5,
};

function jacobianOf({ circuit }: Analysed, path: string): Float64Array {
  const J = circuit.startsAtRest ? jacobianAtStart(circuit) : undefined;
  if (J) return J;
  throw new InputError(
    `${path}: ${circuit.model} has no state of rest with a linear system in closed form; use another analysis.`,
    { path },
  );
}

/** Preferred angles that the areas of a ring are named by. @throws InputError where they are not angles */
function anglesOf({ areas }: Trace, { circuit }: Analysed, path: string): Float64Array {
  const angles = Float64Array.from(areas, (area) => Number(area));
  // Names are rounded; the units themselves are evenly spaced.
  const exact = angles.map((_, i) => (360 * i) / angles.length);
  if (angles.length > 2 && angles.every((angle, i) => Math.abs(angle - exact[i]!) <= 0.001)) return exact;
  throw new InputError(
    `${path}: the areas of ${circuit.model} that were recorded are no angles evenly round a ring; record all areas of a ` +
      'model such as "odr-ring".',
    { path },
  );
}

/** Bumps of every trial from `timeMs` on, rates averaged over the samples of `windowMs`. */
function bumpsAt(rates: Trace, angles: Float64Array, [from, to]: readonly [number, number]): readonly Bump[] {
  const [, trials, n] = rates.shape;
  return Array.from({ length: trials }, (_, trial) => {
    const mean = new Float64Array(n);
    for (let s = from; s < to; s++)
      for (let i = 0; i < n; i++) mean[i]! += rates.data[(s * trials + trial) * n + i]! / (to - from);
    return bumpOf(mean, angles);
  });
}

/** Analyses that an experiment may name: one entry each. */
export const runAnalysisTable: Readonly<Record<string, RunAnalysis>> = {
  persistence: {
    meaning: "areas whose mean rate in the delay exceeds baseline by more than a threshold",
    options: persistenceOptions,
    apply: (run, options, path) => {
      const areas = persistent(run, options, path);
      return { persistent: areas.filter((a) => a.persistent).map((a) => a.area), areas };
    },
  },
  contingency: {
    meaning:
      "agreement of persistent areas with recordings in well-studied areas: chi-squared and label permutation",
    options: { ...persistenceOptions, permutations: 9999 },
    apply: (run, options, path) => {
      const { wellStudied, persistentData } = run.connectome?.measures ?? {};
      if (!wellStudied || !persistentData) {
        throw new InputError(`${path}: the connectome has no recordings to compare with; use "macaque-40".`, {
          path,
        });
      }
      const studied = persistent(run, options, path).filter((_, i) => wellStudied[i] === 1);
      const observed = [...persistentData].filter((_, i) => wellStudied[i] === 1).map((value) => value === 1);
      const predicted = studied.map((a) => a.persistent);
      const random = uniformsOf(randomStream(run.experiment.seed).split("label permutation"));
      const count = permutationsOf(options.permutations, `${path}.permutations`);
      const p = labelPermutationTest(predicted, observed, count, random);
      return { ...contingencyTest(predicted, observed), permutationP: p };
    },
  },
  decisions: {
    meaning:
      "choice and reaction time of every trial: the area whose rate is first above a threshold, at an instant or over a boxcar",
    options: {
      variable: "r",
      thresholdHz: 15,
      rule: "instantaneous",
      windowMs: 50,
      onsetMs: 0,
      correct: "1",
    },
    apply: decided,
  },
  bump: {
    meaning:
      "angle decoded by the population vector, peak and full width at half peak of each trial's activity on a ring, averaged " +
      "over windowMs from each of timesMs on",
    options: { variable: "rE", timesMs: [3400], windowMs: 100 },
    apply: (run, { variable, timesMs, windowMs }, path) => {
      const rates = trace(run, variable, path);
      const angles = anglesOf(rates, run, path);
      if (!Array.isArray(timesMs) || timesMs.length === 0) {
        throw new InputError(
          `${path}.timesMs is ${JSON.stringify(timesMs)}; expected a list of times in ms such as [3400].`,
          { path: `${path}.timesMs` },
        );
      }
      return timesMs.map((timeMs) => {
        const length = Math.max(rates.everyMs, Number(windowMs));
        const span = samples([timeMs, Number(timeMs) + length], rates, `${path}.timesMs with windowMs`);
        return { timeMs: Number(timeMs), trials: bumpsAt(rates, angles, span) };
      });
    },
  },
  eigenTimescales: {
    meaning: "time constants of the modes of the linear system, slowest first",
    options: {},
    apply: async (run, _, path) => {
      const J = jacobianOf(run, path);
      const { eigenTimescales } = await import("./analysis/eigen-timescales.js");
      return eigenTimescales(J, run.circuit.groups.flat().length * run.circuit.areas.length);
    },
  },
  timescales: {
    meaning:
      "time constant of each area's excitatory rate from its exact autocorrelation with white noise into one area",
    options: { inputArea: "V1", without: "" },
    apply: async (run, { inputArea, without }, path) => {
      const { areas } = run.circuit;
      const at = areaIndex(areas, inputArea, `${path}.inputArea`);
      const J = jacobianOf(run, path);
      const { areaTimescales, withoutArea } = await import("./analysis/area-timescales.js");
      if (without === "") return areaTimescales(J, areas, at);
      const lost = areaIndex(areas, without, `${path}.without`);
      if (lost === at)
        throw new InputError(
          `${path}.without is "${areas[at]}", which the noise enters; name another area.`,
          {
            path: `${path}.without`,
          },
        );
      const kept = areas.filter((_, i) => i !== lost);
      return areaTimescales(withoutArea(J, areas.length, lost), kept, kept.indexOf(areas[at]!));
    },
  },
};

function areaIndex(areas: readonly string[], name: unknown, path: string): number {
  const at = areas.indexOf(String(name));
  if (at >= 0) return at;
  throw new InputError(`${path} is ${JSON.stringify(name)}; ${didYouMean(String(name), areas)}`, { path });
}

/** @throws InputError when an option is of another type than its default */
function checkOption(value: unknown, usual: unknown, path: string): void {
  if (typeof value === typeof usual && (typeof value !== "number" || Number.isFinite(value))) return;
  throw new InputError(
    `${path} is ${JSON.stringify(value)}; expected a ${typeof usual} such as ${JSON.stringify(usual)}.`,
    { path },
  );
}

/** @throws InputError for an analysis or option that does not exist, or an option of another type than its default */
export function checkAnalyses(specs: readonly AnalysisSpec[]): void {
  for (const [i, { name, ...given }] of specs.entries()) {
    const path = `analyses[${i}]`;
    if (!Object.hasOwn(runAnalysisTable, name)) {
      throw new InputError(
        `there is no analysis "${name}"; ${didYouMean(name, Object.keys(runAnalysisTable))}`,
        { path },
      );
    }
    const { options } = runAnalysisTable[name]!;
    for (const [option, value] of Object.entries(given)) {
      if (Object.hasOwn(options, option)) {
        checkOption(value, options[option], `${path}.${option}`);
        continue;
      }
      throw new InputError(
        `analysis ${name} has no option "${option}"; ${didYouMean(option, Object.keys(options))}`,
        { path: `${path}.${option}` },
      );
    }
  }
}

/** Analyses that `checkAnalyses` has let pass. @throws InputError when one does not fit the run */
export async function runAnalyses(
  specs: readonly AnalysisSpec[],
  run: Analysed,
): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  for (const [i, { name, ...given }] of specs.entries()) {
    const { options, apply } = runAnalysisTable[name]!;
    results[name] = await apply(run, { ...options, ...given }, `analyses[${i}]`);
  }
  return results;
}
