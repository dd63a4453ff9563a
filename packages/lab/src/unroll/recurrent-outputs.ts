import { scalar } from "@isocortex/core-wasm";
import type { Unrolling, Weights } from "@isocortex/models";

/** What the activations of a request do to one number, with the kernels' bits. */
const activations: Readonly<Record<string, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  tanh: scalar.tanh,
  sigmoid: scalar.sigmoid,
};

/**
 * Outputs (steps, trials, outputs) of a recurrent Elman network of areas, unit by unit and step by step from rates of 0, without
 * any copies. An area sees areas below it at the same step where bottom-up connections are instantaneous, which a network that
 * steps all units at once cannot do. Sums are in the order of the unrolled network's.
 * @param x inputs (steps, trials, inputs)
 */
export function recurrentOutputs(
  { network, areas, options, blocks, seeInput, seenByOutput }: Unrolling,
  weights: Weights,
  x: Float64Array,
  trials: number,
): Float64Array {
  const { inputs, hidden, outputs, cell } = network;
  const f = activations[cell.leak!.activation]!;
  const { W_in, W_rec, b_rec, W_out, b_out } = weights as Readonly<Record<string, Float64Array>>;
  const first = areas.map((_, a) => areas.slice(0, a).reduce((sum, { units }) => sum + units, 0));
  const unitsOf = (a: number): number[] => Array.from({ length: areas[a]!.units }, (_, i) => first[a]! + i);
  const now = ({ pre, post }: { pre: number; post: number }): boolean =>
    options.bottomUp === "instantaneous" && pre < post;
  const out = new Float64Array(options.steps * trials * outputs);
  for (let trial = 0; trial < trials; trial++) {
    let before = new Float64Array(hidden);
    for (let t = 0; t < options.steps; t++) {
      const at = t * trials + trial;
      const rates = new Float64Array(hidden);
      areas.forEach((_, post) => {
        const sources = blocks.recurrent.filter((block) => block.post === post);
        const sorted = [...sources.filter((one) => !now(one)), ...sources.filter(now)];
        for (const i of unitsOf(post)) {
          let sum = 0;
          if (seeInput[post])
            for (let j = 0; j < inputs; j++) sum += W_in![i * inputs + j]! * x[at * inputs + j]!;
          sum += b_rec![i]!;
          for (const block of sorted) {
            const seen = now(block) ? rates : before;
            for (const j of unitsOf(block.pre)) sum += W_rec![i * hidden + j]! * seen[j]!;
          }
          rates[i] = f(sum);
        }
      });
      for (let o = 0; o < outputs; o++) {
        let sum = 0;
        areas.forEach((_, a) => {
          if (seenByOutput[a]) for (const j of unitsOf(a)) sum += W_out![o * hidden + j]! * rates[j]!;
        });
        out[at * outputs + o] = sum + b_out![o]!;
      }
      before = rates;
    }
  }
  return out;
}
