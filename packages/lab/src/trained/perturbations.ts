import type { DuringForward, Sequence } from "@isocortex/models";
import { stepAt } from "@isocortex/tasks";
import type { Trained } from "../train/analyses-trained.js";
import { namedUnits, placesOf } from "./network-names.js";
import { currentInputs, type ResolvedTrainedExperiment } from "./resolve-trained-experiment.js";

/** Units during steps `from` up to, not including, `to`; step k is at time k·dt. */
interface Spell {
  readonly units: readonly number[];
  readonly from: number;
  readonly to: number;
}

interface Current extends Spell {
  readonly projection: number;
  readonly amplitude: number;
}

/** Currents and silences of an experiment, in steps. */
export interface Perturbations {
  readonly currents: readonly Current[];
  readonly silences: readonly Spell[];
}

export function perturbationsOf(
  { stimuli, silence, dtMs }: ResolvedTrainedExperiment,
  trained: Trained,
): Perturbations {
  const units = namedUnits(trained);
  const inputs = currentInputs(trained);
  const spell = (areas: readonly string[], startMs: number, endMs: number, path: string): Spell => ({
    units: placesOf(units, areas, "unit", path),
    from: stepAt(startMs, dtMs),
    to: stepAt(endMs, dtMs),
  });
  return {
    currents: stimuli.map(({ input, areas, startMs, endMs, amplitude }, i) => ({
      ...spell(areas, startMs, endMs, `stimuli[${i}].areas`),
      projection: inputs.indexOf(input),
      amplitude,
    })),
    silences: silence.map(({ areas, startMs, endMs }, i) =>
      spell(areas, startMs, endMs, `silence[${i}].areas`),
    ),
  };
}

/**
 * A network under perturbations. A current adds to the drive W u + b of every step of its window. What is silenced sends 0
 * in every step of its window, and before the first step where the window begins there: the rate itself is held at 0, so a
 * unit whose state is its rate starts from 0 afterwards, and one that has a state behind its rate goes on from that.
 */
export function perturbing({ currents, silences }: Perturbations, sequence: Sequence): DuringForward {
  const { hidden } = sequence.network;
  const { trials } = sequence.options;
  return {
    before(t) {
      for (const { units, from, to, projection, amplitude } of currents) {
        if (t - 1 < from || t - 1 >= to) continue;
        const drive = sequence.stepArray("drive", t, projection);
        for (let row = 0; row < trials; row++)
          for (const unit of units) drive[row * hidden + unit]! += amplitude;
      }
    },
    after(t) {
      for (const { units, from, to } of silences) {
        if (Math.max(0, t - 1) < from || t - 1 >= to) continue;
        const rate = sequence.stepArray("rate", t);
        for (let row = 0; row < trials; row++) for (const unit of units) rate[row * hidden + unit] = 0;
      }
    },
  };
}
