import { InputError, randomStream } from "@isocortex/core-wasm";
import {
  auditStep,
  type Circuit,
  type Plan,
  planSimulation,
  type SimulationOptions,
} from "@isocortex/models";
import { checkAnalyses, runAnalyses } from "./analyses.js";
import { buildCircuit } from "./build-circuit.js";
import type { Attachments } from "./cortices.js";
import { type Host, report } from "./host.js";
import { canonicalJson } from "./io/canonical-json.js";
import { parseExperiment } from "./io/experiment.js";
import { findModel, type ResolvedExperiment, resolveExperiment } from "./io/resolve-experiment.js";
import { sha256OfText } from "./io/sha256.js";
import { isOfTrained } from "./io/trained-experiment.js";
import { refuseTooLarge } from "./memory-limit.js";
import { describeArrays, traceArrays } from "./run-arrays.js";
import type { RunRecord, RunResult } from "./run-record.js";
import { simulateInChunks } from "./simulate-in-chunks.js";
import { traceFigures } from "./trace-figures.js";
import { version } from "./version.js";

/** What a run will take, known before it starts. */
export interface RunPlan {
  readonly experiment: ResolvedExperiment;
  readonly steps: number;
  readonly memoryBytes: number;
}

/** @throws InputError when the options do not fit the circuit, or (code `resources`) the run needs too much memory */
function planWithin(circuit: Circuit, simulation: SimulationOptions): Plan {
  const plan = planSimulation(circuit, simulation);
  refuseTooLarge(plan.bytes);
  return plan;
}

function resolve(experiment: unknown): ResolvedExperiment {
  if (isOfTrained(experiment)) {
    throw new InputError(
      'model is "trained", whose training and weights did not come with the experiment; give them (runTrained), or name another model.',
      { path: "model" },
    );
  }
  const resolved = resolveExperiment(parseExperiment(experiment));
  checkAnalyses(resolved.analyses);
  return resolved;
}

/** @throws InputError when the experiment is not a valid one */
export function planRun(experiment: unknown, attached?: Attachments): RunPlan {
  const resolved = resolve(experiment);
  const { circuit, simulation } = buildCircuit(resolved, attached);
  const plan = planWithin(circuit, simulation);
  return { experiment: resolved, steps: plan.steps, memoryBytes: plan.bytes };
}

const AXES = ["time", "trial", "area"];

/** What figures say of an experiment. */
const shownOf = ({ name, stimuli }: ResolvedExperiment) => ({
  name,
  what: "stimuli",
  places: {},
  spans: stimuli.map((one) => ({ from: one.startMs, to: one.endMs, label: one.name ?? one.input })),
});

/**
 * Carries out an experiment: simulates it, audits its step, runs its analyses.
 * @throws InputError when the experiment is invalid or its state stops being finite; Cancelled when progress says so
 */
export async function run(host: Host, experiment: unknown, attached?: Attachments): Promise<RunResult> {
  const start = host.now();
  const resolved = resolve(experiment);
  const { circuit, connectome, simulation: options } = buildCircuit(resolved, attached);
  planWithin(circuit, options);
  const core = await host.core(resolved.fast);
  await report(host, "audit", 0);
  const audit: RunRecord["audit"] = resolved.audit
    ? auditStep(core, buildCircuit(resolved, attached, false).circuit, options)
    : { verdict: "not-applicable", relativeError: 0, detail: "switched off by the experiment" };
  const noise = resolved.noise ? randomStream(resolved.seed).split("noise") : undefined;
  const simulation = await simulateInChunks(host, core, circuit, options, noise, "simulate");
  const traces = simulation.traces();
  const arrays = traceArrays(traces);
  await report(host, "analyse", 1);
  const summary = await runAnalyses(resolved.analyses, { experiment: resolved, circuit, connectome, traces });
  const record: RunRecord = {
    format: "isocortex.run/v1",
    experiment: resolved,
    experimentSha256: sha256OfText(canonicalJson(resolved)),
    versions: { isocortex: version },
    wasmSha256: core.sha256 ?? "given by the caller",
    engine: host.engine,
    rng: "philox4x32-10",
    seed: resolved.seed,
    precision: resolved.precision,
    mode: core.mode,
    audit,
    areas: circuit.areas,
    arrays: describeArrays(
      arrays,
      (name) => traces.find(({ variable }) => variable === name)!.unit,
      () => AXES,
    ),
    summary,
    citations: [
      ...new Set(["isocortex", ...findModel(resolved.model).cite, ...(connectome?.citations ?? [])]),
    ],
    wallMs: host.now() - start,
    memoryBytes: simulation.plan.bytes,
  };
  return { record, arrays, figures: traceFigures(traces, shownOf(resolved)) };
}
