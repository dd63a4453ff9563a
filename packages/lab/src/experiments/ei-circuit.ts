import { jacobianAtStart } from "@isocortex/models";
import { eigenTimescales } from "../analysis/index.js";
import { buildCircuit } from "../build-circuit.js";
import { type Check, check } from "../check.js";
import { resolveExperiment } from "../io/resolve-experiment.js";
import type { Reproduction } from "../reproduction-context.js";
import type { RunResult } from "../run-record.js";

const paper = "Chaudhuri et al. 2015, Neuron 88:419, Table 1";
const reference = `independent implementation of the equations of ${paper}`;
const MODEL = "excitatory-inhibitory";

/** Time constants (ms) of one area by its place in the hierarchy. */
const timeConstants: Readonly<Record<string, readonly [slow: number, fast: number]>> = {
  "0": [41.87771646465267, 2.063212915207927],
  "0.25": [53.12551726186918, 2.100379868155371],
  "0.5": [73.65610378384173, 2.1380368198038067],
  "0.75": [122.92795146114955, 2.1761447573802815],
  "1": [400.8848765221513, 2.2146612786976],
};

/** Rates (Hz) by time (ms): pulse of 41.8646 Hz into E from 100 to 350 ms, Euler steps of 0.2 ms. */
const trace: Readonly<Record<string, readonly [rE: number, rI: number]>> = {
  "105": [20.580783570444805, 40.48886239537719],
  "120": [46.754360242366005, 61.97692203302399],
  "150": [77.84388263063212, 87.83405423444327],
  "200": [98.49642223506402, 105.01084479601687],
  "350": [107.19197074457972, 112.24296338419126],
  "360": [86.89845018400433, 98.93477346653148],
  "400": [39.52023418436893, 59.55208364810345],
  "500": [12.6951418224195, 37.2415590287785],
  "1000": [10.000017095851929, 35.00001421868079],
};

function linearised(hierarchy: number): Float64Array {
  const experiment = resolveExperiment({ isocortex: 1, model: MODEL, parameters: { hierarchy } });
  return jacobianAtStart(buildCircuit(experiment).circuit)!;
}

function determinant(hierarchy: number): number {
  const [a, b, c, d] = linearised(hierarchy);
  return a! * d! - b! * c!;
}

/** The place in the hierarchy at which the slow mode neither decays nor grows; the determinant is linear in it. */
function perfectIntegrator(): number {
  const [atV1, atTop] = [determinant(0), determinant(1)];
  return atV1 / (atV1 - atTop);
}

function modeChecks(): Check[] {
  return Object.entries(timeConstants).flatMap(([h, published]) => {
    const modes = eigenTimescales(linearised(Number(h)), 2);
    return (["slow", "fast"] as const).map((mode, i) =>
      check({
        quantity: `${mode} time constant at h = ${h}`,
        unit: "ms",
        published: published[i]!,
        got: modes[i]!.tauMs,
        tolerance: 1e-9 * published[i]!,
        source: reference,
        origin: "reference",
      }),
    );
  });
}

function integratorChecks(): Check[] {
  const h = perfectIntegrator();
  const source = `${reference}: det = 0 where 1 + eta h = (1 + betaI wII)/(betaE wEE (1 + betaI wII) - betaE wEI betaI wIE)`;
  return [
    check({
      quantity: "gain of excitation at which the circuit is a perfect integrator",
      unit: "1",
      published: 1.7533,
      got: 1 + 0.68 * h,
      tolerance: 5e-5,
      source,
      origin: "reference",
    }),
    check({
      quantity: "hierarchy h at which the circuit is a perfect integrator",
      unit: "1",
      published: 1.108,
      got: h,
      tolerance: 5e-4,
      source,
      origin: "reference",
    }),
    check({
      quantity: "determinant of the circuit there",
      unit: "1/ms²",
      published: 0,
      got: determinant(h),
      tolerance: 1e-15,
      source,
      origin: "reference",
    }),
  ];
}

function traceChecks({ arrays }: RunResult, everyMs: number): Check[] {
  return Object.entries(trace).flatMap(([ms, published]) =>
    (["rE", "rI"] as const).map((variable, i) =>
      check({
        quantity: `${variable} ${ms} ms after the start, pulse from 100 to 350 ms`,
        unit: "Hz",
        published: published[i]!,
        got: arrays[variable]!.data[Math.round(Number(ms) / everyMs)]!,
        tolerance: 1e-9,
        source: reference,
        origin: "reference",
      }),
    ),
  );
}

/** The local circuit of the lecture: its modes, when it integrates, and its response to a pulse. */
export const eiCircuit: Reproduction = {
  name: "ei-circuit",
  title: "Excitation slows a local circuit down until it integrates",
  citations: ["chaudhuri2015"],
  flagship: false,
  headlines: [
    "slow time constant at h = 0",
    "slow time constant at h = 1",
    "hierarchy h at which the circuit is a perfect integrator",
  ],
  async reproduce({ run, progress }) {
    await progress("modes", 0);
    const modes = [...modeChecks(), ...integratorChecks()];
    await progress("pulse", 0.3);
    const everyMs = 1;
    const pulse = await run({
      name: "ei-circuit pulse",
      model: MODEL,
      durationMs: 1001,
      record: [
        { variable: "rE", everyMs },
        { variable: "rI", everyMs },
      ],
    });
    const x = Array.from({ length: 1001 }, (_, ms) => ms);
    return {
      checks: [...modes, ...traceChecks(pulse, everyMs)],
      figures: [
        {
          kind: "lines",
          name: "ei-circuit-pulse",
          title: "A pulse into the excitatory cells of one area",
          caption: "Rates of the isolated local circuit at h = 0 (V1).",
          x: { label: "Time", unit: "ms" },
          y: { label: "Rate", unit: "Hz" },
          series: (["rE", "rI"] as const).map((variable) => ({
            label: variable,
            x,
            y: Array.from(pulse.arrays[variable]!.data),
          })),
          spans: [{ from: 100, to: 350, label: "pulse" }],
        },
      ],
      notes: [
        "The published model multiplies excitation of the inhibitory cells by 1 + eta h too; the lecture writes it for the " +
          "excitatory cells alone, with which the circuit is unstable from h = 0.394 on (switch gradientOnInhibition).",
      ],
      runs: [pulse.record],
    };
  },
};
