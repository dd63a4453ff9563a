import type { Layout, Precision } from "@isocortex/core-wasm";
import type { Unrolling } from "./unroll.js";
import { type PlacedCopy, type WeightCopy, weightCopies } from "./weight-copies.js";

export interface UnrolledOptions {
  readonly trials: number;
  readonly precision: Precision;
  /** Whether memory for the way back is taken. */
  readonly gradients: boolean;
  /** Copies of a weight are one (true when left out), or may differ. */
  readonly tied?: boolean | undefined;
}

export const keyOf = ({ weight, to, from, step }: WeightCopy, tied: boolean): string =>
  [weight, to ?? "", from ?? "", tied ? "" : step].join(" ");

export const isVector = ({ role }: PlacedCopy): boolean => role === "bias" || role === "state";

/** One copy of each weight where they are tied, all of them where not. */
export function slotsOf(unrolling: Unrolling, tied: boolean): ReadonlyMap<string, PlacedCopy> {
  return new Map(weightCopies(unrolling).map((copy) => [keyOf(copy, tied), copy]));
}

export function layoutOf(
  { network, areas, options: { steps }, readSteps }: Unrolling,
  slots: ReadonlyMap<string, PlacedCopy>,
  { trials, gradients }: UnrolledOptions,
): Layout {
  const { cell, inputs, outputs } = network;
  const layout: Record<string, Layout[string]> = {
    inputs: [steps, trials, inputs],
    outputs: [readSteps.length, trials, outputs],
  };
  if (gradients) layout.outputGradient = [readSteps.length, trials, outputs];
  areas.forEach(({ units: hidden }, a) => {
    cell.projections.forEach((_, p) => {
      layout[`drive ${a} ${p}`] = [steps, trials, hidden];
    });
    layout[`rates ${a}`] = [steps + 1, trials, hidden];
    if (gradients) layout[`rateGradient ${a}`] = [steps + 1, trials, hidden];
    for (const [name, block] of Object.entries(cell.blocks({ inputs, hidden, steps, trials })))
      layout[`cell ${a} ${name}`] = block;
  });
  for (const [key, copy] of slots) {
    const shape = [copy.rows.to - copy.rows.from, copy.columns.to - copy.columns.from] as const;
    layout[`weight ${key}`] = isVector(copy) ? shape : { packed: shape };
    if (!gradients) continue;
    if (!isVector(copy) && copy.role !== "input")
      layout[`transposed ${key}`] = { packed: [shape[1], shape[0]] };
    layout[`gradient ${key}`] = shape;
  }
  return layout;
}
