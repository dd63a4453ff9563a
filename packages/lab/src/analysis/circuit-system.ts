import { type Arena, type Core, InputError, type Layout, type Pointer } from "@isocortex/core-wasm";
import { type Bound, baselineInput, type Circuit, planSimulation } from "@isocortex/models";
import type { DynamicalSystem } from "./dynamical-system.js";

const WIDTH = 8;

/** Where the arrays of a circuit lie in an arena laid out for so many trials. */
function bind(circuit: Circuit, { at, k }: Arena<Layout>, trials: number): Bound {
  const n = circuit.areas.length;
  const within = (block: string, names: readonly string[]): [string, Pointer][] =>
    names.map((name, i) => [name, at[block]! + i * trials * n * WIDTH]);
  const named = (all: readonly { readonly name: string }[]): string[] => all.map(({ name }) => name);
  const grouped = (prefix: string): Record<string, Pointer> =>
    Object.fromEntries(circuit.groups.flatMap((group, g) => within(`${prefix}${g}`, named(group))));
  const blocks = (prefix: string, names: readonly string[]): Record<string, Pointer> =>
    Object.fromEntries(names.map((name) => [name, at[`${prefix} ${name}`]!]));
  return {
    k,
    n,
    trials,
    x: grouped("x"),
    dx: grouped("dx"),
    input: Object.fromEntries(within("input", named(circuit.inputs))),
    constant: blocks("constant", Object.keys(circuit.constants)),
    scratch: blocks("scratch", Object.keys(circuit.scratch)),
    readout: Object.fromEntries(within("readout", named(circuit.readouts ?? []))),
  };
}

/** Memory that the right-hand sides of circuits of one shape are evaluated in, many states at a time. */
export interface FieldMemory {
  /** How many states fit in one call of the kernels. */
  readonly batch: number;
  /** Takes over a circuit of the same shape under a constant input (channels, areas). */
  load(circuit: Circuit, input: Float64Array): void;
  /** F of `count` states, one after another, each (variables, areas); all groups see the same state. */
  fields(states: Float64Array, count: number): Float64Array;
}

/** Where the states and derivatives of so many trials lie, and what writes the derivatives. */
interface Binding {
  readonly trials: number;
  readonly x: readonly Float64Array[];
  readonly dx: readonly Float64Array[];
  readonly fields: readonly (() => void)[];
}

/**
 * Takes the memory for circuits shaped as this one. Kernels go over all trials that they are bound to, so states are laid out
 * for the next power of two of them.
 */
export function fieldMemory(core: Core, circuit: Circuit, batch: number): FieldMemory {
  const n = circuit.areas.length;
  const dtMs = circuit.fastest.ms / 8;
  const { layout } = planSimulation(circuit, { dtMs, durationMs: dtMs, trials: batch });
  const arena: Arena<Layout> = core.allocate(layout, "f64");
  const view = (block: string): Float64Array => arena.view[block] as Float64Array;
  const size = circuit.groups.flat().length * n;
  let loaded: { readonly circuit: Circuit; readonly input: Float64Array } | undefined;
  let bindings: (Binding | undefined)[] = [];
  let last: Binding | undefined;

  function bindTo(trials: number): Binding {
    const part = (prefix: string): Float64Array[] =>
      circuit.groups.flatMap((group, g) =>
        group.map((_, i) => view(`${prefix}${g}`).subarray(i * trials * n, (i + 1) * trials * n)),
      );
    const fields = loaded!.circuit.field(bind(loaded!.circuit, arena, trials));
    return { trials, x: part("x"), dx: part("dx"), fields };
  }

  function bindingFor(count: number): Binding {
    const doublings = 32 - Math.clz32(count - 1);
    bindings[doublings] ??= bindTo(Math.min(batch, 1 << doublings));
    const binding = bindings[doublings];
    if (binding !== last) {
      const { input } = loaded!;
      for (let channel = 0; channel < circuit.inputs.length; channel++) {
        for (let trial = 0; trial < binding.trials; trial++) {
          const own = input.subarray(channel * n, (channel + 1) * n);
          view("input").set(own, (channel * binding.trials + trial) * n);
        }
      }
      last = binding;
    }
    return binding;
  }

  function load(next: Circuit, input: Float64Array): void {
    loaded = { circuit: next, input };
    bindings = [];
    last = undefined;
    for (const [name, constant] of Object.entries(next.constants)) {
      if ("matrix" in constant) arena.pack(`constant ${name}`, constant.matrix);
      else view(`constant ${name}`).set(constant.perArea);
    }
  }

  /** Between states one after another and a variable's block, (trials, areas); hot, so loops rather than copies. */
  function exchange(
    block: Float64Array,
    states: Float64Array,
    at: number,
    count: number,
    write: boolean,
  ): void {
    for (let t = 0, from = at, b = 0; t < count; t++, from += size) {
      for (let i = 0; i < n; i++, b++) {
        if (write) states[from + i] = block[b]!;
        else block[b] = states[from + i]!;
      }
    }
  }

  function evaluate(states: Float64Array, from: number, count: number, out: Float64Array): void {
    const { x, dx, fields } = bindingFor(count);
    for (let v = 0; v < x.length; v++) exchange(x[v]!, states, from * size + v * n, count, false);
    for (const field of fields) field();
    for (let v = 0; v < dx.length; v++) exchange(dx[v]!, out, from * size + v * n, count, true);
  }

  return {
    batch,
    load,
    fields(states, count) {
      const out = new Float64Array(count * size);
      for (let from = 0; from < count; from += batch)
        evaluate(states, from, Math.min(batch, count - from), out);
      return out;
    },
  };
}

/**
 * The right-hand side of any circuit, without noise and under constant inputs, as a function of its state: variables in
 * their order, each over all areas; time in ms. All groups see the same state, as in the differential equations.
 * @param inputs added to the baseline of an input channel in every area
 * @throws InputError when an input is not one of the circuit's
 */
export function circuitSystem(
  core: Core,
  circuit: Circuit,
  inputs: Readonly<Record<string, number>> = {},
): DynamicalSystem {
  const known = circuit.inputs.map(({ name }) => name);
  const unknown = Object.keys(inputs).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InputError(`${circuit.model} has no input "${unknown}"; expected one of ${known.join(", ")}.`);
  const n = circuit.areas.length;
  const input = baselineInput(circuit).map((value, i) => value + (inputs[known[Math.floor(i / n)]!] ?? 0));
  const memory = fieldMemory(core, circuit, 1);
  memory.load(circuit, input);
  const { jacobian } = circuit;
  return {
    size: circuit.groups.flat().length * n,
    field: (x) => memory.fields(x, 1),
    ...(jacobian ? { jacobian: (x: Float64Array) => jacobian(x, input) } : {}),
  };
}
