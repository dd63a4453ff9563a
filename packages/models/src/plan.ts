import { arenaBytes, InputError, type Layout, type Precision } from "@isocortex/core-wasm";
import { ALL_AREAS, type Circuit, type Readout, type Stimulus, type Variable } from "./model.js";
import { stepsIn } from "./steps.js";

export type Integrator = "euler" | "heun" | "rk4";

/** What to keep of a run, chosen apart from how time advances: a variable or readout every so many ms, in some areas. */
export interface Save {
  readonly variable: string;
  /** Every step when left out. */
  readonly everyMs?: number | undefined;
  /** All areas when left out. */
  readonly areas?: readonly string[] | undefined;
}

/** A look at a variable or readout as the run goes, for what need not be kept: memory does not grow with the run. */
export interface Watch {
  readonly variable: string;
  /** Every step when left out. */
  readonly everyMs?: number | undefined;
  /** Gets the values (trials, areas), borrowed for the call, of sample s at time s·everyMs. */
  readonly see: (values: Float64Array | Float32Array, sample: number) => void;
}

export interface SimulationOptions {
  readonly dtMs: number;
  readonly durationMs: number;
  readonly integrator?: Integrator | undefined;
  readonly trials?: number | undefined;
  readonly stimuli?: readonly Stimulus[] | undefined;
  readonly save?: readonly Save[] | undefined;
  readonly watch?: readonly Watch[] | undefined;
  readonly precision?: Precision | undefined;
  /** Starting values by variable, (trials, n) each; those of the circuit where left out. */
  readonly initial?: Readonly<Record<string, ArrayLike<number>>> | undefined;
}

/** A saved variable: which areas (indices) at every how many steps, and how many samples that makes. */
export interface SavePlan {
  readonly variable: string;
  readonly unit: string;
  readonly every: number;
  readonly areas: readonly number[];
  readonly samples: number;
}

/** A watched variable: looked at every how many steps. */
export interface WatchPlan {
  readonly variable: string;
  readonly every: number;
  readonly see: Watch["see"];
}

/** A stimulus in steps: added at step `from`, taken away at step `to`. */
export interface StimulusPlan {
  readonly input: string;
  readonly areas: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly amplitude: number;
}

/** A simulation in steps and blocks, before any memory is taken. */
export interface Plan {
  readonly n: number;
  readonly trials: number;
  readonly steps: number;
  readonly dtMs: number;
  readonly integrator: Integrator;
  readonly precision: Precision;
  readonly stimuli: readonly StimulusPlan[];
  readonly saves: readonly SavePlan[];
  readonly watches: readonly WatchPlan[];
  readonly layout: Layout;
  /** Bytes of the arena and of everything that is saved. */
  readonly bytes: number;
}

/** Fraction of the fastest time constant that a step may be. */
const STEP_FRACTION = 1 / 4;

function roundDown(ms: number): number {
  const unit = ms >= 1 ? 0.1 : ms >= 0.1 ? 0.01 : 0.0001;
  return Math.floor(ms / unit + 1e-9) * unit;
}

/** @throws InputError (code `numerical`) when the step is too large for the circuit's fastest time constant */
export function checkStep(circuit: Circuit, dtMs: number): void {
  if (!(dtMs > 0)) {
    throw new InputError(`dtMs is ${dtMs}; expected a number above 0.`, { path: "dtMs" });
  }
  const { ms, name } = circuit.fastest;
  if (dtMs <= ms * STEP_FRACTION) return;
  const safe = Number(roundDown(ms * STEP_FRACTION).toPrecision(4));
  throw new InputError(
    `dtMs is ${dtMs} but the fastest time constant of ${circuit.model} is ${Number(ms.toPrecision(4))} ms (${name}); ` +
      `use dtMs <= ${safe}.`,
    { code: "numerical", path: "dtMs", hint: `dtMs ${safe}` },
  );
}

function indexOf(name: string, names: readonly string[], what: string, path: string): number {
  const at = names.indexOf(name);
  if (at >= 0) return at;
  const shown = names.length > 12 ? `${names.slice(0, 12).join(", ")}, ...` : names.join(", ");
  throw new InputError(`${what} "${name}" is not there; expected one of ${shown}.`, { path });
}

/** What may be saved and watched. */
const observables = ({ groups, readouts = [] }: Circuit): readonly Readout[] => [
  ...groups.flat(),
  ...readouts,
];

function stepsOf(everyMs: number | undefined, dtMs: number, path: string): number {
  const every = everyMs === undefined ? 1 : stepsIn(everyMs, dtMs);
  if (every >= 1) return every;
  throw new InputError(`everyMs is ${everyMs}; expected at least one step, dtMs = ${dtMs}.`, { path });
}

function planSaves(circuit: Circuit, options: SimulationOptions, steps: number): SavePlan[] {
  const variables = observables(circuit);
  const names = variables.map(({ name }) => name);
  return (options.save ?? []).map(({ variable, everyMs, areas }, i) => {
    const found = variables[indexOf(variable, names, "variable", `record[${i}].variable`)]!;
    const every = stepsOf(everyMs, options.dtMs, `record[${i}].everyMs`);
    return {
      variable,
      unit: found.unit,
      every,
      areas: (areas ?? circuit.areas).map((area) =>
        indexOf(area, circuit.areas, "area", `record[${i}].areas`),
      ),
      samples: Math.ceil(steps / every),
    };
  });
}

function planWatches(circuit: Circuit, { watch = [], dtMs }: SimulationOptions): WatchPlan[] {
  const names = observables(circuit).map(({ name }) => name);
  return watch.map(({ variable, everyMs, see }, i) => {
    indexOf(variable, names, "variable", `watch[${i}].variable`);
    return { variable, every: stepsOf(everyMs, dtMs, `watch[${i}].everyMs`), see };
  });
}

function planStimuli(circuit: Circuit, { stimuli = [], dtMs }: SimulationOptions): StimulusPlan[] {
  const names = circuit.inputs.map(({ name }) => name);
  return stimuli.map(({ input, areas, startMs, endMs, amplitude }, i) => {
    indexOf(input, names, "input", `stimuli[${i}].input`);
    if (!(endMs > startMs)) {
      throw new InputError(`endMs is ${endMs}, not after startMs ${startMs}; swap or change them.`, {
        path: `stimuli[${i}].endMs`,
      });
    }
    const [from, to] = [Math.max(0, stepsIn(startMs, dtMs)), stepsIn(endMs, dtMs)];
    if (to <= from) {
      throw new InputError(
        `stimuli[${i}] from ${startMs} to ${endMs} ms holds no step of ${dtMs} ms; make it longer or dtMs smaller.`,
        { path: `stimuli[${i}].endMs` },
      );
    }
    return {
      input,
      areas: areas.flatMap((area) =>
        area === ALL_AREAS
          ? [...circuit.areas.keys()]
          : [indexOf(area, circuit.areas, "area", `stimuli[${i}].areas`)],
      ),
      from,
      to,
      amplitude,
    };
  });
}

/** Whether random numbers enter a variable. */
export function isNoisy({ diffusion, ornsteinUhlenbeck, noisePerStep }: Variable): boolean {
  return diffusion !== undefined || ornsteinUhlenbeck !== undefined || noisePerStep !== undefined;
}

/** @throws InputError when a starting value is of no variable, or not of every trial and area */
function checkInitial(circuit: Circuit, initial: SimulationOptions["initial"] = {}, size: number): void {
  const names = circuit.groups.flat().map(({ name }) => name);
  for (const [name, values] of Object.entries(initial)) {
    indexOf(name, names, "variable", `initial.${name}`);
    if (values.length === size) continue;
    throw new InputError(
      `initial.${name} has ${values.length} values; expected ${size}, one per trial and area.`,
      { path: `initial.${name}` },
    );
  }
}

/** Blocks of the arena: state and derivative per group, inputs, scratch, constants, stage buffers of Heun and RK4. */
function blocksOf(circuit: Circuit, trials: number, integrator: Integrator): Layout {
  const n = circuit.areas.length;
  const layout: Record<string, readonly number[] | { packed: readonly [number, number] }> = {};
  circuit.groups.forEach((group, g) => {
    layout[`x${g}`] = [group.length, trials, n];
    layout[`dx${g}`] = [group.length, trials, n];
    if (integrator !== "euler") {
      layout[`start${g}`] = [group.length, trials, n];
      layout[`sum${g}`] = [group.length, trials, n];
    }
  });
  layout.input = [circuit.inputs.length, trials, n];
  layout.readout = [circuit.readouts?.length ?? 0, trials, n];
  layout.normals = [trials, n];
  for (const [name, count] of Object.entries(circuit.scratch)) layout[`scratch ${name}`] = [count, trials, n];
  for (const [name, constant] of Object.entries(circuit.constants)) {
    const width = ("matrix" in constant && constant.columns) || n;
    layout[`constant ${name}`] =
      "matrix" in constant ? { packed: [constant.matrix.length / width, width] } : [n];
  }
  circuit.groups.flat().forEach((variable) => {
    if (typeof variable.diffusion === "object") layout[`diffusion ${variable.name}`] = [n];
  });
  return layout;
}

/** @throws InputError when a step, time, area, variable or input is not one of the circuit's */
export function planSimulation(circuit: Circuit, options: SimulationOptions): Plan {
  const { dtMs, durationMs, integrator = "euler", trials = 1, precision = "f64" } = options;
  checkStep(circuit, dtMs);
  const steps = stepsIn(durationMs, dtMs);
  if (!(steps >= 1)) {
    throw new InputError(`durationMs is ${durationMs}; expected at least one step, dtMs = ${dtMs}.`, {
      path: "durationMs",
    });
  }
  const saves = planSaves(circuit, options, steps);
  checkInitial(circuit, options.initial, trials * circuit.areas.length);
  const layout = blocksOf(circuit, trials, integrator);
  const width = precision === "f64" ? 8 : 4;
  const saved = saves.reduce(
    (total, { samples, areas }) => total + samples * trials * areas.length * width,
    0,
  );
  return {
    n: circuit.areas.length,
    trials,
    steps,
    dtMs,
    integrator,
    precision,
    stimuli: planStimuli(circuit, options),
    saves,
    watches: planWatches(circuit, options),
    layout,
    bytes: arenaBytes(layout, precision) + saved,
  };
}
