import { type Core, type RandomStream, uniformsOf } from "@isocortex/core-wasm";
import { createSequence, createUnrolled, sweepUnrolled, unroll, weightShapes } from "@isocortex/models";
import { type Floats, largestDifference } from "../../train/floats.js";
import type { AreaChain } from "../../unroll/area-chain.js";

/** Largest |difference| between a recurrent network and the feedforward one that it is. */
export interface Difference {
  /** Of outputs and of what every unit sends at every step, layer by layer. */
  readonly layers: number;
  /** Of what every unit sends after sweeps over all copies at once; Elman networks only. */
  readonly sweeps: number | undefined;
  /** Of the gradients by every weight, backpropagation through time against that through the layers. */
  readonly gradients: number;
}

/** (steps, trials, width) as (trials, steps, width). */
function byTrial(x: Floats, steps: number, trials: number): Floats {
  const width = x.length / steps / trials;
  const out = x.slice();
  for (let t = 0; t < steps; t++)
    for (let trial = 0; trial < trials; trial++)
      out.set(x.subarray((t * trials + trial) * width).subarray(0, width), (trial * steps + t) * width);
  return out;
}

/** Runs a network on random inputs for some steps, forward and back, both ways. */
export function compare(
  core: Core,
  { network, areas, weights }: AreaChain,
  { steps, trials, precision }: { steps: number; trials: number; precision: "f64" | "f32" },
  stream: RandomStream,
): Difference {
  const uniform = uniformsOf(stream);
  const sequence = createSequence(core, network, { steps, trials, precision, gradients: true });
  const unrolling = unroll(network, weights, { steps, in: "time", areas, start: "zero" });
  const unrolled = createUnrolled(core, unrolling, { trials, precision, gradients: true });
  const inputs = sequence.inputs.map(() => 2 * uniform() - 1);
  for (const one of [sequence, unrolled]) {
    one.setWeights(weights);
    one.inputs.set(inputs);
    one.forward();
  }
  const gradient = sequence.outputs.map(() => 2 * uniform() - 1);
  const outputs = largestDifference(sequence.outputs, unrolled.outputs);
  const { hidden } = network;
  const rates = sequence.rates.slice(trials * hidden);
  const first = areas.map((_, area) => areas.slice(0, area).reduce((sum, { units }) => sum + units, 0));
  const layers = unrolling.copies.reduce((most, { area, step }, place) => {
    const { units } = areas[area]!;
    const sent = unrolled.rates(place);
    const expected = sent.map((_, e) => {
      const trial = Math.floor(e / units);
      return rates[((step - 1) * trials + trial) * hidden + first[area]! + (e % units)]!;
    });
    return Math.max(most, largestDifference(sent, expected));
  }, outputs);
  const isElman = network.cell.name === "elman";
  const sweep = { trials, precision, sweeps: steps };
  const sweeps = isElman
    ? largestDifference(
        sweepUnrolled(core, unrolling, weights, byTrial(inputs, steps, trials), sweep),
        byTrial(rates, steps, trials),
      )
    : undefined;
  for (const one of [sequence, unrolled]) {
    one.outputGradient.set(gradient);
    one.backward();
  }
  const gradients = weightShapes(network)
    .filter(({ role }) => role !== "state")
    .reduce((most, { name, role }) => {
      const expected = sequence.gradient(name);
      const there = role === "bias" ? expected : expected.map((g, i) => (weights[name]![i] === 0 ? 0 : g));
      return Math.max(most, largestDifference(unrolled.gradient(name), there));
    }, 0);
  return { layers, sweeps, gradients };
}
