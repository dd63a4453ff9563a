import { baselineInput, type Circuit, planSimulation } from "../src/index.js";
import { core } from "./core.js";

/**
 * The right-hand side of a circuit of one group at a state (variable by variable, area by area).
 * @param input channel by channel, area by area
 */
export function derivatives(
  circuit: Circuit,
  state: ArrayLike<number>,
  input: ArrayLike<number> = baselineInput(circuit),
): Float64Array {
  const [group] = circuit.groups;
  const n = circuit.areas.length;
  const { layout } = planSimulation(circuit, { dtMs: 0.01, durationMs: 1 });
  const { at, k, view, pack } = core.allocate(layout);
  const block = (name: string): Float64Array => view[name] as Float64Array;
  const pointers = (start: number, names: readonly string[]): Record<string, number> =>
    Object.fromEntries(names.map((name, i) => [name, start + i * n * 8]));
  block("x0").set(state);
  block("input").set(input);
  for (const [name, constant] of Object.entries(circuit.constants)) {
    if ("matrix" in constant) pack(`constant ${name}`, constant.matrix);
    else block(`constant ${name}`).set(constant.perArea);
  }
  const variables = group!.map(({ name }) => name);
  const named = (names: readonly string[], kind: string): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, at[`${kind} ${name}`]!]));
  const [field] = circuit.field({
    k,
    n,
    trials: 1,
    x: pointers(at.x0!, variables),
    dx: pointers(at.dx0!, variables),
    input: pointers(
      at.input!,
      circuit.inputs.map(({ name }) => name),
    ),
    constant: named(Object.keys(circuit.constants), "constant"),
    scratch: named(Object.keys(circuit.scratch), "scratch"),
    readout: pointers(
      at.readout!,
      (circuit.readouts ?? []).map(({ name }) => name),
    ),
  });
  field!();
  return block("dx0").slice();
}

/** Jacobian of the right-hand side by central differences of 1 unit, row-major. */
export function finiteDifferenceJacobian(circuit: Circuit): Float64Array {
  const n = circuit.areas.length;
  const rest = circuit.groups[0]!.flatMap(({ initial }) => Array.from({ length: n }, () => initial));
  const size = rest.length;
  const A = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const moved = (by: number): Float64Array =>
      derivatives(
        circuit,
        rest.map((x, i) => (i === column ? x + by : x)),
      );
    const [up, down] = [moved(1), moved(-1)];
    for (let row = 0; row < size; row++) A[row * size + column] = (up[row]! - down[row]!) / 2;
  }
  return A;
}
