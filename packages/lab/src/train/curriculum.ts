import { InputError } from "@isocortex/core-wasm";

/** One level of difficulty. */
export interface Stage {
  /** Task parameters that differ from the experiment's. */
  readonly task: Readonly<Record<string, unknown>>;
  /** Name of the value that decides; larger is better. */
  readonly metric: string;
  /** The stage is passed at this value or above. */
  readonly threshold: number;
  /** Below this value training goes back a stage; never without. */
  readonly floor?: number | undefined;
}

export interface Curriculum {
  /** From easy to hard. */
  readonly stages: readonly Stage[];
  /** Updates from one check to the next. */
  readonly every: number;
  /** Checks in a row that must pass (or fall below the floor) before the stage changes (1). */
  readonly checks?: number | undefined;
  /** How often trials of the stage before, of the one before that, ... are mixed in; the current stage counts 1. */
  readonly mix?: readonly number[] | undefined;
}

/** Where training is in a curriculum: plain JSON. */
export interface CurriculumState {
  readonly stage: number;
  /** Checks in a row that passed. */
  readonly passes: number;
  /** Checks in a row below the floor. */
  readonly falls: number;
  /** The last stage is passed. */
  readonly done: boolean;
}

/** The start of a curriculum. @throws InputError when it has no stages or a count is none */
export function startCurriculum({ stages, every, checks = 1, mix = [] }: Curriculum): CurriculumState {
  const wrong = (path: string, got: unknown, expected: string): InputError =>
    new InputError(`curriculum.${path} is ${got}; expected ${expected}.`, { path: `curriculum.${path}` });
  if (stages.length === 0) throw wrong("stages", "empty", "at least one stage");
  if (!Number.isSafeInteger(every) || every < 1)
    throw wrong("every", every, "a whole number of updates from 1");
  if (!Number.isSafeInteger(checks) || checks < 1) throw wrong("checks", checks, "a whole number from 1");
  const odd = mix.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (odd >= 0) throw wrong(`mix[${odd}]`, mix[odd], "a weight of 0 or more");
  stages.forEach(({ threshold, floor }, i) => {
    if (!Number.isFinite(threshold)) throw wrong(`stages[${i}].threshold`, threshold, "a number");
    if (floor !== undefined && !(floor < threshold)) {
      throw wrong(`stages[${i}].floor`, floor, `a number below the threshold ${threshold}`);
    }
  });
  return { stage: 0, passes: 0, falls: 0, done: false };
}

/** Whether the stage is checked after this many updates. */
export function isCheck({ every }: Curriculum, updates: number): boolean {
  return updates > 0 && updates % every === 0;
}

/** The state after a check of the current stage's metric. A value that is no number passes nothing. */
export function checkStage(curriculum: Curriculum, state: CurriculumState, value: number): CurriculumState {
  if (state.done) return state;
  const { stages, checks = 1 } = curriculum;
  const { threshold, floor } = stages[state.stage]!;
  const passes = value >= threshold ? state.passes + 1 : 0;
  const falls = floor !== undefined && value < floor ? state.falls + 1 : 0;
  if (passes >= checks) {
    const last = state.stage === stages.length - 1;
    return { stage: last ? state.stage : state.stage + 1, passes: 0, falls: 0, done: last };
  }
  if (falls >= checks && state.stage > 0) {
    return { stage: state.stage - 1, passes: 0, falls: 0, done: false };
  }
  return { ...state, passes, falls };
}

/** How often trials come from each stage: probabilities that sum to 1, 0 for stages yet to come. */
export function stageProbabilities({ stages, mix = [] }: Curriculum, { stage }: CurriculumState): number[] {
  const weights = stages.map((_, i) => (i > stage ? 0 : i === stage ? 1 : (mix[stage - i - 1] ?? 0)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
