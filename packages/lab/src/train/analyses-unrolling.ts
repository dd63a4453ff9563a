import {
  createSequence,
  createUnrolled,
  type NetworkArea,
  type Unrolling,
  type UnrollOptions,
  unroll,
} from "@isocortex/models";
import { render } from "@isocortex/tasks";
import type { Figure } from "../figure.js";
import { timeDrawing } from "../figures/network-drawings.js";
import { MOST_TRIALS, wholeNumber } from "./analyses-options.js";
import { analysisTrials, type Trained, type TrainedAnalysis } from "./analyses-trained.js";
import { type Floats, largestDifference } from "./floats.js";
import { VALIDATION_CHUNK } from "./setup.js";

const options = { trials: 64 };

/** As many steps and areas as can be told apart in a drawing. */
const DRAWN_STEPS = 4;
const DRAWN_AREAS = 8;

function areasOf({ setup }: Trained): readonly NetworkArea[] {
  const { hidden } = setup.built.network;
  const { areas = [{ name: "hidden", units: hidden }] } = setup.resolved.network;
  return areas.map(({ name, units }) => ({ name, units }));
}

/** Largest |difference| of outputs between the recurrent network and its layers on trials without noise. */
function measure(trained: Trained, unrolling: Unrolling, count: number): number {
  const { core, resolved, source, built } = trained.setup;
  const { precision, dtMs } = resolved;
  const { steps } = unrolling.options;
  const trials = analysisTrials(trained, "unrolling", count);
  const size = Math.min(count, VALIDATION_CHUNK);
  const sequence = createSequence(core, built.network, { steps, trials: size, precision, gradients: false });
  const unrolled = createUnrolled(core, unrolling, { trials: size, precision, gradients: false });
  for (const one of [sequence, unrolled]) one.setWeights(trained.weights);
  let most = 0;
  for (let first = 0; first < count; first += size) {
    const chunk = Array.from({ length: size }, (_, i) => trials[first + i] ?? trials[first]!);
    const { inputs } = render(chunk, source.channels, { dtMs, steps, precision });
    const outputs = [sequence, unrolled].map((one): Floats => {
      one.inputs.set(inputs);
      one.forward();
      return one.outputs;
    });
    most = Math.max(most, largestDifference(outputs[0]!, outputs[1]!));
  }
  return most;
}

function figureOf(trained: Trained, made: (steps: number) => Unrolling, steps: number): readonly Figure[] {
  if (areasOf(trained).length > DRAWN_AREAS) return [];
  const shown = Math.min(steps, DRAWN_STEPS);
  return [
    {
      ...{ kind: "graph", name: "unrolling" },
      title: `Unrolled in time, ${trained.setup.resolved.name}`,
      caption: `The first ${shown} of ${steps} steps of a trial as a feedforward network, one copy of every area per step.`,
      ...timeDrawing(made(shown)),
    },
  ];
}

export const unrollingAnalysis: TrainedAnalysis<typeof options> = {
  meaning:
    "the feedforward network that the recurrent one is over a trial: units, weights, layers; and their largest difference",
  options,
  apply(trained, { trials }, path) {
    const count = wholeNumber(trials, `${path}.trials`, 1, MOST_TRIALS);
    const { source, built } = trained.setup;
    const areas = built.network.cell.projections.some(({ ownGradient }) => ownGradient)
      ? undefined
      : areasOf(trained);
    const steps = source.stepsOf(source.stages.map((_, i) => (i === trained.stage ? 1 : 0)));
    const unrolled = (change: Partial<UnrollOptions>): Unrolling =>
      unroll(built.network, trained.weights, { steps, in: "time", areas, ...change });
    const whole = unrolled({});
    return {
      numbers: {
        steps,
        areas: whole.areas,
        recurrent: whole.recurrentSize,
        unrolled: whole.size,
        /** Of the copies that the output of the last step can see. */
        lastOutput: unrolled({ in: "space", read: "last" }).size,
        largestDifference: measure(trained, whole, count),
        trials: count,
      },
      figures: figureOf(trained, (shown) => unrolled({ steps: shown }), steps),
    };
  },
};
