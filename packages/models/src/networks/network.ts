import { InputError } from "@isocortex/core-wasm";
import type { Cell, WeightShape, Weights } from "./cell.js";

/** A recurrent cell between inputs and a linear read-out. */
export interface Network {
  readonly cell: Cell;
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  /** Steps of input that the cell sees at once, the present one first; 1 but for a feedforward network. */
  readonly window?: number | undefined;
}

/** Numbers that the cell sees at a step. */
export function seenInputs({ inputs, window = 1 }: Network): number {
  return inputs * window;
}

/** Every trainable array of a network, in a fixed order. */
export function weightShapes(network: Network): readonly WeightShape[] {
  const { cell, hidden, outputs } = network;
  const shape = (name: string, rows: number, columns: number, role: WeightShape["role"]): WeightShape => ({
    name,
    shape: [rows, columns],
    role,
  });
  return [
    ...cell.projections.flatMap(({ input, recurrent, bias }) => [
      shape(input, hidden, seenInputs(network), "input"),
      ...(recurrent === undefined ? [] : [shape(recurrent, hidden, hidden, "recurrent")]),
      shape(bias, 1, hidden, "bias"),
    ]),
    ...cell.vectors.map((name) => shape(name, 1, hidden, "bias")),
    ...cell.states.map((name) => shape(name, 1, hidden, "state")),
    shape("W_out", outputs, hidden, "output"),
    shape("b_out", 1, outputs, "bias"),
  ];
}

/** @throws InputError when a weight is missing or has another size */
export function checkWeights(shapes: readonly WeightShape[], weights: Weights): void {
  for (const { name, shape } of shapes) {
    const W = weights[name];
    if (W?.length === shape[0] * shape[1]) continue;
    throw new InputError(
      `weight ${name} has ${W ? `${W.length} numbers` : "no value"}; expected ${shape.join(" x ")}.`,
      { path: name },
    );
  }
}
