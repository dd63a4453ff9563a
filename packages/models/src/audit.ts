import type { Core } from "@isocortex/core-wasm";
import type { Circuit } from "./model.js";
import type { SimulationOptions } from "./plan.js";
import { createSimulation } from "./simulate.js";

/** Whether a run's step is small enough, judged by halving it. */
export interface Audit {
  readonly verdict: "passed" | "flagged";
  /** Largest difference between the two end states, relative to the variable's largest value over areas. */
  readonly relativeError: number;
  readonly detail: string;
}

const TOLERANCE = 0.01;
const PREFIX_FRACTION = 0.05;
const LONGEST_RESPONSE_MS = 500;

/**
 * The stretch that is run twice: 5 % of the run, and to the end of the first stimulus (500 ms of it at most), where the
 * response has settled: at its onset a small shift in time is a large difference in rate.
 */
function prefixMs({ durationMs, stimuli = [] }: SimulationOptions): number {
  const [first] = [...stimuli].sort((a, b) => a.startMs - b.startMs);
  const responded = first ? Math.min(first.endMs, first.startMs + LONGEST_RESPONSE_MS) : 0;
  return Math.min(durationMs, Math.max(durationMs * PREFIX_FRACTION, responded));
}

/**
 * Runs a prefix of one trial of a noise-free circuit at dt and at dt/2 and compares the states at its end: a step can
 * look stable and be wrong, as when it turns a fixed point into a finite oscillation.
 * @param circuit without noise
 */
export function auditStep(core: Core, circuit: Circuit, options: SimulationOptions): Audit {
  const durationMs = prefixMs(options);
  const [coarse, fine] = [options.dtMs, options.dtMs / 2].map((dtMs) => {
    const simulation = createSimulation(core, circuit, { ...options, dtMs, durationMs, trials: 1, save: [] });
    simulation.advance(Number.POSITIVE_INFINITY);
    return simulation;
  });
  let worst = { error: 0, where: "" };
  for (const { name } of circuit.groups.flat()) {
    const a = Float64Array.from(coarse!.state(name));
    const b = Float64Array.from(fine!.state(name));
    const scale = b.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9);
    b.forEach((value, i) => {
      const error = Math.abs(a[i]! - value) / scale;
      if (error > worst.error) worst = { error, where: `${name} of area ${circuit.areas[i]}` };
    });
  }
  const passed = worst.error <= TOLERANCE;
  const at = `${Number(durationMs.toFixed(1))} ms`;
  return {
    verdict: passed ? "passed" : "flagged",
    relativeError: worst.error,
    detail:
      worst.error === 0
        ? `halving dtMs changed nothing by ${at}`
        : `halving dtMs moved ${worst.where} by ${(100 * worst.error).toPrecision(2)} % by ${at}` +
          (passed ? "" : `; use dtMs <= ${Number((options.dtMs / 2).toPrecision(3))}`),
  };
}
