import {
  type Arena,
  type Core,
  InputError,
  type Layout,
  type RandomStream,
  scalar,
} from "@isocortex/core-wasm";
import { drawNormals } from "./draw-normals.js";
import type { Bound, Circuit, Variable } from "./model.js";
import {
  isNoisy,
  type Plan,
  planSimulation,
  type SavePlan,
  type SimulationOptions,
  type WatchPlan,
} from "./plan.js";
import { HEUN, RK4, rungeKutta } from "./runge-kutta.js";

/** A saved variable: data (samples, trials, areas), sample s at time s·everyMs, the first the initial state. */
export interface Trace {
  readonly variable: string;
  readonly unit: string;
  readonly everyMs: number;
  readonly areas: readonly string[];
  readonly shape: readonly [samples: number, trials: number, areas: number];
  readonly data: Float64Array | Float32Array;
}

/** A simulation under way. `advance` is the only forward time loop of the project. */
export interface Simulation {
  readonly plan: Plan;
  /** Steps taken so far. */
  readonly step: number;
  /** Takes up to `count` further steps; returns those left. @throws InputError (code `numerical`) on a non-finite state */
  advance(count: number): number;
  /** What has been saved; complete once no steps are left. */
  traces(): readonly Trace[];
  /** A copy of the present values of a variable or readout (trials, n). */
  state(variable: string): Float64Array | Float32Array;
}

const CHECK_EVERY = 64;

type Floats = Float64Array | Float32Array;

interface Diffusion {
  readonly x: number;
  /** One for all areas, or a pointer to one per area. */
  readonly amplitude: number;
  readonly perArea: number | undefined;
  /** What the variable is multiplied by before its noise is added: 1 but for an exact Ornstein-Uhlenbeck step. */
  readonly decay: number;
  readonly stream: RandomStream;
}

function bind(circuit: Circuit, arena: Arena<Layout>, plan: Plan): Bound {
  const { n, trials } = plan;
  const bytes = trials * n * (plan.precision === "f64" ? 8 : 4);
  const x: Record<string, number> = {};
  const dx: Record<string, number> = {};
  circuit.groups.forEach((group, g) => {
    group.forEach(({ name }, i) => {
      x[name] = arena.at[`x${g}`]! + i * bytes;
      dx[name] = arena.at[`dx${g}`]! + i * bytes;
    });
  });
  const named = (names: readonly string[], prefix: string): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, arena.at[`${prefix} ${name}`]!]));
  return {
    k: arena.k,
    n,
    trials,
    x,
    dx,
    input: Object.fromEntries(circuit.inputs.map(({ name }, i) => [name, arena.at.input! + i * bytes])),
    constant: named(Object.keys(circuit.constants), "constant"),
    scratch: named(Object.keys(circuit.scratch), "scratch"),
    readout: Object.fromEntries(
      (circuit.readouts ?? []).map(({ name }, i) => [name, arena.at.readout! + i * bytes]),
    ),
  };
}

/** The `i`-th (trials, n) array of a block. */
function part(arena: Arena<Layout>, block: string, i: number, plan: Plan): Floats {
  const size = plan.trials * plan.n;
  return (arena.view[block] as Floats).subarray(i * size, (i + 1) * size);
}

function fill(
  circuit: Circuit,
  arena: Arena<Layout>,
  plan: Plan,
  initial: SimulationOptions["initial"] = {},
): void {
  circuit.groups.forEach((group, g) => {
    group.forEach((variable, i) => {
      const values = part(arena, `x${g}`, i, plan);
      const given = initial[variable.name];
      if (given) values.set(given);
      else values.fill(variable.initial);
    });
  });
  circuit.inputs.forEach(({ baseline }, i) => {
    const channel = part(arena, "input", i, plan);
    channel.forEach((_, at) => {
      channel[at] = typeof baseline === "number" ? baseline : baseline[at % plan.n]!;
    });
  });
  for (const [name, constant] of Object.entries(circuit.constants)) {
    if ("matrix" in constant) arena.pack(`constant ${name}`, constant.matrix);
    else (arena.view[`constant ${name}`] as Floats).set(constant.perArea);
  }
}

function diffusions(
  circuit: Circuit,
  arena: Arena<Layout>,
  bound: Bound,
  plan: Plan,
  noise: RandomStream,
): Diffusion[] {
  return circuit.groups
    .flat()
    .filter(isNoisy)
    .map((variable) => {
      const { name } = variable;
      const { decay, amplitude } = stepNoise(variable, plan.dtMs);
      const common = { x: bound.x[name]!, decay, stream: noise.split(name) };
      if (typeof amplitude === "number") return { ...common, amplitude, perArea: undefined };
      (arena.view[`diffusion ${name}`] as Floats).set(amplitude);
      return { ...common, amplitude: 0, perArea: arena.at[`diffusion ${name}`]! };
    });
}

/** One step of a variable's noise: x to decay·x + amplitude·N. */
function stepNoise(
  { diffusion, ornsteinUhlenbeck, noisePerStep }: Variable,
  dtMs: number,
): { readonly decay: number; readonly amplitude: number | Float64Array } {
  if (ornsteinUhlenbeck) {
    const { tauMs, sd } = ornsteinUhlenbeck;
    const decay = scalar.exp(-dtMs / tauMs);
    return { decay, amplitude: sd * Math.sqrt(1 - decay * decay) };
  }
  if (noisePerStep !== undefined) return { decay: 1, amplitude: noisePerStep * dtMs };
  const root = Math.sqrt(dtMs);
  return {
    decay: 1,
    amplitude: typeof diffusion === "number" ? diffusion * root : diffusion!.map((one) => one * root),
  };
}

/**
 * Prepares a simulation of a circuit: memory is taken here and not later.
 * @param noise stream of the Euler-Maruyama noise; needed when a variable of the circuit has a diffusion
 * @throws InputError when the options do not fit the circuit or the memory cannot be had
 */
export function createSimulation(
  core: Core,
  circuit: Circuit,
  options: SimulationOptions,
  noise?: RandomStream,
): Simulation {
  const plan = planSimulation(circuit, options);
  const noisy = circuit.groups.flat().some(isNoisy);
  if (noisy && (noise === undefined || plan.integrator !== "euler")) {
    throw new InputError(
      noise === undefined
        ? `${circuit.model} has noise on and no random stream; pass randomStream(seed).split("noise").`
        : `integrator is "${plan.integrator}" with noise on; noise needs "euler" (Euler-Maruyama).`,
      { path: "integrator" },
    );
  }
  const arena: Arena<Layout> = core.allocate(plan.layout, plan.precision);
  fill(circuit, arena, plan, options.initial);
  const bound = bind(circuit, arena, plan);
  const fields = circuit.field(bound);
  const noises = noise ? diffusions(circuit, arena, bound, plan, noise) : [];
  const stepOnce = stepper(circuit, arena, plan, fields, noises);
  const recorders = plan.saves.map((save) => recorder(circuit, arena, plan, save));
  const observers = [...recorders, ...plan.watches.map((watch) => watcher(circuit, arena, plan, watch))];
  const read = circuit.read?.(bound) ?? (() => {});
  // Readouts that the field writes are those of the state before the step, as a reading before it would be.
  const fieldReads = circuit.fieldReads === true && plan.integrator === "euler";
  const before = observers.filter(({ readout }) => !(readout && fieldReads));
  const after = observers.filter(({ readout }) => readout && fieldReads);
  const edges = new Set(plan.stimuli.flatMap(({ from, to }) => [from, to]));
  let step = 0;

  function advance(count: number): number {
    const last = Math.min(plan.steps, step + count);
    for (; step < last; step++) {
      if (edges.has(step)) applyStimuli(circuit, arena, plan, step);
      if (before.some(({ every, readout }) => readout && step % every === 0)) read();
      for (const { every, observe } of before) if (step % every === 0) observe(step / every);
      stepOnce(step);
      for (const { every, observe } of after) if (step % every === 0) observe(step / every);
      if ((step + 1) % CHECK_EVERY === 0 || step + 1 === plan.steps)
        checkFinite(circuit, arena, plan, step + 1);
      if (step + 1 === plan.steps) checkRates(circuit, arena, plan);
    }
    return plan.steps - step;
  }

  return {
    plan,
    get step() {
      return step;
    },
    advance,
    traces: () => recorders.map(({ trace }) => trace),
    state(name) {
      const values = valuesOf(circuit, arena, plan, name);
      if (readoutIndex(circuit, name) >= 0) read();
      return values.slice();
    },
  };
}

/** Runs a simulation to its end. */
export function simulate(
  core: Core,
  circuit: Circuit,
  options: SimulationOptions,
  noise?: RandomStream,
): readonly Trace[] {
  const simulation = createSimulation(core, circuit, options, noise);
  simulation.advance(Number.POSITIVE_INFINITY);
  return simulation.traces();
}

/** Sets the areas whose stimuli begin or end at this step to the baseline plus the stimuli that are on. */
function applyStimuli(circuit: Circuit, arena: Arena<Layout>, plan: Plan, step: number): void {
  for (const edge of plan.stimuli) {
    if (step !== edge.from && step !== edge.to) continue;
    const channel = circuit.inputs.findIndex(({ name }) => name === edge.input);
    const { baseline } = circuit.inputs[channel]!;
    const values = part(arena, "input", channel, plan);
    for (const area of edge.areas) {
      const on = plan.stimuli.filter(
        ({ input, areas, from, to }) =>
          input === edge.input && from <= step && step < to && areas.includes(area),
      );
      const base = typeof baseline === "number" ? baseline : baseline[area]!;
      const total = on.reduce((sum, { amplitude }) => sum + amplitude, base);
      for (let trial = 0; trial < plan.trials; trial++) values[trial * plan.n + area] = total;
    }
  }
}

function checkFinite(circuit: Circuit, arena: Arena<Layout>, plan: Plan, step: number): void {
  circuit.groups.forEach((group, g) => {
    const size = plan.trials * plan.n;
    const at = arena.k.firstNonFinite(arena.at[`x${g}`]!, group.length * size);
    if (at < 0) return;
    const variable = group[Math.floor(at / size)]!.name;
    const trial = Math.floor((at % size) / plan.n);
    const area = circuit.areas[at % plan.n]!;
    throw new InputError(
      `${variable} of area ${area} stopped being finite by ${(step * plan.dtMs).toFixed(1)} ms` +
        `${plan.trials > 1 ? ` in trial ${trial}` : ""}; ` +
        `use a smaller dtMs (${plan.dtMs} now), or weaker excitation, stimuli or noise.`,
      { code: "numerical" },
    );
  });
}

/** Far above what any neuron does: a rate there is a circuit that runs away, which would take long to overflow. */
const MOST_HZ = 1e5;

function checkRates(circuit: Circuit, arena: Arena<Layout>, plan: Plan): void {
  circuit.groups.forEach((group, g) => {
    group.forEach(({ name, unit }, i) => {
      if (unit !== "Hz") return;
      const rates = part(arena, `x${g}`, i, plan);
      const at = rates.findIndex((rate) => Math.abs(rate) > MOST_HZ);
      if (at < 0) return;
      throw new InputError(
        `${name} of area ${circuit.areas[at % plan.n]} ran away to ${rates[at]!.toPrecision(2)} Hz by ` +
          `${(plan.steps * plan.dtMs).toFixed(1)} ms; use weaker excitation or stimuli, or stronger inhibition.`,
        { code: "numerical" },
      );
    });
  });
}

/** Looks at a variable or readout every so many steps. */
interface Observer {
  readonly every: number;
  readonly readout: boolean;
  readonly observe: (sample: number) => void;
}

/** The present values (trials, n) of a variable or readout of the circuit. */
function valuesOf(circuit: Circuit, arena: Arena<Layout>, plan: Plan, wanted: string): Floats {
  const r = readoutIndex(circuit, wanted);
  if (r >= 0) return part(arena, "readout", r, plan);
  const g = circuit.groups.findIndex((group) => group.some(({ name }) => name === wanted));
  if (g < 0) throw new InputError(`variable "${wanted}" is not one of ${circuit.model}.`);
  const i = circuit.groups[g]!.findIndex(({ name }) => name === wanted);
  return part(arena, `x${g}`, i, plan);
}

function watcher(
  circuit: Circuit,
  arena: Arena<Layout>,
  plan: Plan,
  { variable, every, see }: WatchPlan,
): Observer {
  const values = valuesOf(circuit, arena, plan, variable);
  const readout = readoutIndex(circuit, variable) >= 0;
  return { every, readout, observe: (sample) => see(values, sample) };
}

function recorder(
  circuit: Circuit,
  arena: Arena<Layout>,
  plan: Plan,
  save: SavePlan,
): Observer & { readonly trace: Trace } {
  const { n, trials } = plan;
  const source = valuesOf(circuit, arena, plan, save.variable);
  const width = save.areas.length;
  const length = save.samples * trials * width;
  const data = plan.precision === "f64" ? new Float64Array(length) : new Float32Array(length);
  const whole = width === n && save.areas.every((area, at) => area === at);
  function observe(at: number): void {
    if (whole) {
      data.set(source, at * trials * n);
      return;
    }
    for (let trial = 0; trial < trials; trial++) {
      for (let a = 0; a < width; a++)
        data[(at * trials + trial) * width + a] = source[trial * n + save.areas[a]!]!;
    }
  }
  const trace: Trace = {
    variable: save.variable,
    unit: save.unit,
    everyMs: save.every * plan.dtMs,
    areas: save.areas.map((area) => circuit.areas[area]!),
    shape: [save.samples, trials, width],
    data,
  };
  return { every: save.every, readout: readoutIndex(circuit, save.variable) >= 0, observe, trace };
}

/** Place of a readout among the circuit's; -1 where there is none of that name. */
function readoutIndex({ readouts = [] }: Circuit, wanted: string): number {
  return readouts.findIndex(({ name }) => name === wanted);
}

type Step = (step: number) => void;

function stepper(
  circuit: Circuit,
  arena: Arena<Layout>,
  plan: Plan,
  fields: readonly (() => void)[],
  noises: readonly Diffusion[],
): Step {
  const blocks = circuit.groups.map((group, g) => ({
    x: arena.at[`x${g}`]!,
    dx: arena.at[`dx${g}`]!,
    start: arena.at[`start${g}`] ?? 0,
    sum: arena.at[`sum${g}`] ?? 0,
    size: group.length * plan.trials * plan.n,
  }));
  const { k } = arena;
  const { dtMs, trials, n, precision } = plan;
  const size = trials * n;
  const normals = arena.at.normals!;
  if (plan.integrator === "heun") return () => rungeKutta(k, blocks, fields, dtMs, HEUN);
  if (plan.integrator === "rk4") return () => rungeKutta(k, blocks, fields, dtMs, RK4);
  return (step) => {
    for (let g = 0; g < blocks.length; g++) {
      const { x, dx, size } = blocks[g]!;
      fields[g]!();
      k.euler(x, dx, dtMs, size);
    }
    for (const { x, amplitude, perArea, decay, stream } of noises) {
      if (decay !== 1) k.scale(x, x, decay, size);
      drawNormals(k, normals, { stream, step, trials, n, precision });
      if (perArea === undefined) k.addScaled(x, x, normals, amplitude, size);
      else k.addProductRows(x, x, normals, perArea, trials, n);
    }
  };
}
