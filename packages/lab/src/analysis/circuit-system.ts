import { type Arena, type Core, InputError, type Layout, type Pointer } from "@isocortex/core-wasm";
import { type Bound, type Circuit, planSimulation } from "@isocortex/models";
import type { DynamicalSystem } from "./dynamical-system.js";

const WIDTH = 8;

/** Where the arrays of a circuit lie in an arena laid out for one trial. */
function bind(circuit: Circuit, { at, k }: Arena<Layout>): Bound {
  const n = circuit.areas.length;
  const within = (block: string, names: readonly string[]): [string, Pointer][] =>
    names.map((name, i) => [name, at[block]! + i * n * WIDTH]);
  const grouped = (prefix: string): Record<string, Pointer> =>
    Object.fromEntries(
      circuit.groups.flatMap((group, g) =>
        within(
          `${prefix}${g}`,
          group.map(({ name }) => name),
        ),
      ),
    );
  const named = (prefix: string, names: readonly string[]): Record<string, Pointer> =>
    Object.fromEntries(names.map((name) => [name, at[`${prefix} ${name}`]!]));
  return {
    k,
    n,
    trials: 1,
    x: grouped("x"),
    dx: grouped("dx"),
    input: Object.fromEntries(
      within(
        "input",
        circuit.inputs.map(({ name }) => name),
      ),
    ),
    constant: named("constant", Object.keys(circuit.constants)),
    scratch: named("scratch", Object.keys(circuit.scratch)),
  };
}

function fill(circuit: Circuit, arena: Arena<Layout>, inputs: Readonly<Record<string, number>>): void {
  const n = circuit.areas.length;
  const input = arena.view.input as Float64Array;
  circuit.inputs.forEach(({ name, baseline }, c) => {
    for (let i = 0; i < n; i++)
      input[c * n + i] = (typeof baseline === "number" ? baseline : baseline[i]!) + (inputs[name] ?? 0);
  });
  for (const [name, constant] of Object.entries(circuit.constants)) {
    if ("matrix" in constant) arena.pack(`constant ${name}`, constant.matrix);
    else (arena.view[`constant ${name}`] as Float64Array).set(constant.perArea);
  }
}

/** The state that a circuit starts from: every variable in its order, each over all areas. */
export function circuitStart({ areas, groups }: Circuit): Float64Array {
  return Float64Array.from(
    groups.flat().flatMap(({ initial }) => new Array<number>(areas.length).fill(initial)),
  );
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
  const dtMs = circuit.fastest.ms / 8;
  const { layout } = planSimulation(circuit, { dtMs, durationMs: dtMs });
  const arena: Arena<Layout> = core.allocate(layout, "f64");
  fill(circuit, arena, inputs);
  const fields = circuit.field(bind(circuit, arena));
  const size = circuit.groups.flat().length * circuit.areas.length;
  const blocks = (prefix: string): Float64Array[] =>
    circuit.groups.map((_, g) => arena.view[`${prefix}${g}`] as Float64Array);
  const [states, slopes] = [blocks("x"), blocks("dx")];
  return {
    size,
    field(x) {
      const out = new Float64Array(size);
      let at = 0;
      for (const block of states) {
        block.set(x.subarray(at, at + block.length));
        at += block.length;
      }
      for (const field of fields) field();
      at = 0;
      for (const block of slopes) {
        out.set(block, at);
        at += block.length;
      }
      return out;
    },
  };
}
