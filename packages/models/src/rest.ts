import type { Circuit } from "./model.js";

/** A number for all areas, or one each, as one per area. */
function perArea(value: number | Float64Array, n: number): readonly number[] {
  return typeof value === "number" ? new Array<number>(n).fill(value) : [...value];
}

/** The state that a circuit starts from: variables in their order, each over all areas. */
export function initialState({ areas, groups }: Circuit): Float64Array {
  return Float64Array.from(groups.flat().flatMap(({ initial }) => perArea(initial, areas.length)));
}

/** What enters a circuit without stimuli: input channels in their order, each over all areas. */
export function baselineInput({ areas, inputs }: Circuit): Float64Array {
  return Float64Array.from(inputs.flatMap(({ baseline }) => perArea(baseline, areas.length)));
}

/** Jacobian at the initial state under baseline input, per ms; undefined where it has no closed form. */
export function jacobianAtStart(circuit: Circuit): Float64Array | undefined {
  return circuit.jacobian?.(initialState(circuit), baselineInput(circuit));
}
