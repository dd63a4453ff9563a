import type { Kernels, Pointer } from "@isocortex/core-wasm";

/** A number of a model, with its unit and where it comes from ("fitted by us" is an address, nothing is not). */
export interface Parameter {
  readonly value: number;
  readonly unit: string;
  readonly from: string;
  /** Values that an experiment may set. */
  readonly range: readonly [number, number];
}

export type ParameterTable = Readonly<Record<string, Parameter>>;
export type ValuesOf<P extends ParameterTable> = { readonly [K in keyof P]: number };

/** A switch of a model: its possible values, the first the default. */
export interface Switch {
  readonly values: readonly (string | boolean)[];
  readonly meaning: string;
}

export type SwitchTable = Readonly<Record<string, Switch>>;
export type SettingsOf<S extends SwitchTable> = { readonly [K in keyof S]: S[K]["values"][number] };

/** A named variant of a model: the parameters and switches that it sets. */
export interface Preset<P extends ParameterTable = ParameterTable, S extends SwitchTable = SwitchTable> {
  readonly parameters?: Partial<ValuesOf<P>>;
  readonly options?: Partial<SettingsOf<S>>;
}

/** What a model of the cortex needs of a connectome. */
export interface Anatomy {
  readonly areas: readonly string[];
  /** Fraction of labelled neurons (n, n), row = target area, column = source area. */
  readonly fln: Float64Array;
  /** Fraction of supragranular labelled neurons (n, n). */
  readonly sln?: Float64Array | undefined;
  /** Per-area numbers (n), NaN where not measured. */
  readonly measures: Readonly<Record<string, Float64Array>>;
}

/** A state variable: one number per area and trial. */
export interface Variable {
  readonly name: string;
  readonly unit: string;
  readonly initial: number;
  /** Where its values lie in use: what a search for equilibria looks through and a phase plane shows. */
  readonly range?: readonly [low: number, high: number] | undefined;
  /** Amplitude of additive white noise in unit/√ms, one for all areas or one per area; none when left out. */
  readonly diffusion?: number | Float64Array | undefined;
  /**
   * Makes the variable an Ornstein-Uhlenbeck process stepped exactly, x(t + dt) = e^(-dt/tau) x(t) + sd √(1 - e^(-2dt/tau)) N;
   * its derivative in the field must be 0.
   */
  readonly ornsteinUhlenbeck?: { readonly tauMs: number; readonly sd: number } | undefined;
  /** Adds dt·amplitude·N at every step, as some published codes do: its variance falls with dt, so it is no SDE. Unit/ms. */
  readonly noisePerStep?: number | undefined;
}

/** A quantity that follows from the state at once, such as the rate of a synaptic variable: recorded, not integrated. */
export interface Readout {
  readonly name: string;
  readonly unit: string;
}

/** Where a stimulus can enter: per area and trial, `baseline` plus the stimuli that are on, in the model's unit. */
export interface InputChannel {
  readonly name: string;
  readonly baseline: number | Float64Array;
}

/** Numbers that do not change during a run: per area (n), or a matrix (rows, columns) that kernels read packed. */
export type Constant =
  | { readonly perArea: Float64Array }
  /** Of as many columns as there are areas where `columns` is left out. */
  | { readonly matrix: Float64Array; readonly columns?: number | undefined };

/** Pointers into the arena of a run. Variables, derivatives, inputs and scratch are (trials, n) each, row-major. */
export interface Bound {
  readonly k: Kernels;
  readonly n: number;
  readonly trials: number;
  /** Variables of a group lie one after another in their order. */
  readonly x: Readonly<Record<string, Pointer>>;
  readonly dx: Readonly<Record<string, Pointer>>;
  /** Channels lie one after another in their order. */
  readonly input: Readonly<Record<string, Pointer>>;
  readonly constant: Readonly<Record<string, Pointer>>;
  readonly scratch: Readonly<Record<string, Pointer>>;
  /** Readouts lie one after another in their order. */
  readonly readout: Readonly<Record<string, Pointer>>;
}

/** A model with its parameters and anatomy filled in: variables and right-hand side, nothing that steps. */
export interface Circuit {
  readonly model: string;
  readonly areas: readonly string[];
  /** Groups advance in order under Euler, each seeing the new values of the earlier ones. */
  readonly groups: readonly (readonly Variable[])[];
  readonly inputs: readonly InputChannel[];
  readonly constants: Readonly<Record<string, Constant>>;
  /** Scratch blocks by name: how many (trials, n) arrays each holds. */
  readonly scratch: Readonly<Record<string, number>>;
  /** The fastest time constant, which bounds the step. */
  readonly fastest: { readonly ms: number; readonly name: string };
  /** One function per group that writes the group's derivatives (unit/ms) from the state. */
  readonly field: (bound: Bound) => readonly (() => void)[];
  /** What follows from the state at once, and the function that writes it. */
  readonly readouts?: readonly Readout[] | undefined;
  readonly read?: ((bound: Bound) => () => void) | undefined;
  /** Whether the first group's field also writes the readouts, of the state it sees: an Euler step then need not read again. */
  readonly fieldReads?: boolean | undefined;
  /**
   * Jacobian of the right-hand side (variables·n)², row-major, per ms, where it is known in closed form.
   * @param x variables in their order, each over all areas
   * @param input channels in their order, each over all areas: baselines plus constant stimuli
   */
  readonly jacobian?: ((x: Float64Array, input: Float64Array) => Float64Array) | undefined;
  /** Whether the initial state is one of rest, where the circuit without noise and stimuli stays. */
  readonly startsAtRest?: boolean | undefined;
}

/** The name that stands for every area in a stimulus. */
export const ALL_AREAS = "all";

/** Stimulus as data: `amplitude` added to an input channel in some areas from startMs up to, not including, endMs. */
export interface Stimulus {
  readonly input: string;
  /** Names of areas, or "all". */
  readonly areas: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
  readonly amplitude: number;
}

/** How a published simulation of the model is run. */
export interface Protocol {
  readonly connectome?: string;
  readonly dtMs: number;
  readonly durationMs: number;
  readonly stimuli: readonly Stimulus[];
  readonly record: readonly string[];
}

/** A model as plain data plus the function that makes its circuit. */
export interface Model<P extends ParameterTable = ParameterTable, S extends SwitchTable = SwitchTable> {
  readonly name: string;
  readonly title: string;
  /** Citation keys, the model's own paper first. */
  readonly cite: readonly string[];
  readonly params: P;
  readonly switches: S;
  readonly presets?: Readonly<Record<string, Preset<P, S>>>;
  /** Per-area measures the anatomy must have; empty for a local circuit, which takes none. */
  readonly needs: { readonly anatomy: boolean; readonly sln: boolean; readonly measures: readonly string[] };
  /** Unit of every input channel. */
  readonly stimulusUnit: string;
  readonly protocol: Protocol;
  /** @throws InputError when the anatomy lacks what `needs` names */
  circuit(
    values: ValuesOf<P>,
    settings: SettingsOf<S>,
    anatomy: Anatomy | undefined,
    noise: boolean,
  ): Circuit;
}

/** Declares a model, keeping the names of its parameters and switches in its type. */
export function defineModel<const P extends ParameterTable, const S extends SwitchTable>(
  model: Model<P, S>,
): Model<P, S> {
  return Object.freeze(model);
}

/** The default value of every parameter. */
export function defaultValues<P extends ParameterTable>(params: P): ValuesOf<P> {
  return Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value])) as ValuesOf<P>;
}

/** The first value of every switch. */
export function defaultSettings<S extends SwitchTable>(switches: S): SettingsOf<S> {
  return Object.fromEntries(
    Object.entries(switches).map(([name, { values }]) => [name, values[0]]),
  ) as SettingsOf<S>;
}
