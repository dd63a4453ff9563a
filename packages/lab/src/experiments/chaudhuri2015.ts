import { connectome, linkCount, linkDensity } from "@isocortex/connectomes";
import { jacobianAtStart } from "@isocortex/models";
import { areaTimescales } from "../analysis/area-timescales.js";
import { eigenTimescales } from "../analysis/index.js";
import { buildCircuit } from "../build-circuit.js";
import { type Check, check } from "../check.js";
import type { Figure } from "../figure.js";
import type { Experiment } from "../io/experiment.js";
import { resolveExperiment } from "../io/resolve-experiment.js";
import type { Reproduction } from "../reproduction-context.js";
import type { RunResult } from "../run-record.js";

type Variant = Pick<Experiment, "options" | "preset">;
type Timescales = ReturnType<typeof areaTimescales> & { readonly slowestModeMs: number };

const paper = "Chaudhuri et al. 2015, Neuron 88:419";
const reference = `independent implementation of ${paper}, Table 1`;
const PULSE_START_MS = 100;
const PULSE_END_MS = 350;

/** Jacobian of a variant of the model, and its slowest mode. */
function linearised(variant: Variant) {
  const { circuit } = buildCircuit(resolveExperiment({ isocortex: 1, model: "chaudhuri-2015", ...variant }));
  const A = jacobianAtStart(circuit)!;
  return { areas: circuit.areas, A, slowestModeMs: eigenTimescales(A, 2 * circuit.areas.length)[0]!.tauMs };
}

/** Exact autocorrelations and fitted time constants of a variant of the model, white noise into one area. */
function timescales(variant: Variant, inputArea: string): Timescales {
  const { A, areas, slowestModeMs } = linearised(variant);
  return { ...areaTimescales(A, areas, areas.indexOf(inputArea)), slowestModeMs };
}

const tauOf = ({ fits }: Timescales, area: string): number =>
  fits.find((candidate) => candidate.area === area)?.fit?.tauMs ?? Number.NaN;

function fitted({ fits }: Timescales): number[] {
  return fits.flatMap(({ fit }) => (fit ? [fit.tauMs] : []));
}

/** Fitted time constants within 2 % of the reference, whose fit and ours differ in their optimiser alone. */
function tauChecks(what: string, of: Timescales, expected: Readonly<Record<string, number>>): Check[] {
  return Object.entries(expected).map(([area, published]) =>
    check({
      quantity: `${what}: time constant of ${area}`,
      unit: "ms",
      published,
      got: tauOf(of, area),
      tolerance: 0.02 * published,
      source: reference,
      origin: "reference",
    }),
  );
}

function modeCheck(what: string, of: { readonly slowestModeMs: number }, published: number): Check {
  return check({
    quantity: `slowest mode, ${what}`,
    unit: "ms",
    published,
    got: of.slowestModeMs,
    tolerance: 1e-6 * published,
    source: reference,
    origin: "reference",
  });
}

function rangeChecks(what: string, of: Timescales, low: number, high: number): Check[] {
  const taus = fitted(of);
  return [
    { end: "shortest", published: low, got: Math.min(...taus) },
    { end: "longest", published: high, got: Math.max(...taus) },
  ].map(({ end, published, got }) =>
    check({
      quantity: `${what}: ${end} time constant`,
      unit: "ms",
      published,
      got,
      tolerance: 0.02 * published,
      source: reference,
      origin: "reference",
    }),
  );
}

/** Largest change of each area's rate from rest. */
function pulsePeaks({ arrays, record }: RunResult): Map<string, number> {
  const { data, shape } = arrays.rE!;
  const peaks = new Map<string, number>();
  record.areas.forEach((area, a) => {
    let peak = 0;
    for (let s = 0; s < shape[0]!; s++) peak = Math.max(peak, data[s * shape[2]! + a]! - data[a]!);
    peaks.set(area, peak);
  });
  return peaks;
}

function pulseFigure({ arrays, record }: RunResult, peaks: ReadonlyMap<string, number>): Figure {
  const { data, shape } = arrays.rE!;
  const time = arrays["rE.timeMs"]!.data;
  const shown = ["V1", "V4", "MT", "TEO", "8l", "8m", "9/46d", "24c"];
  const every = Math.max(1, Math.floor(shape[0]! / 400));
  const samples = Array.from({ length: Math.floor(shape[0]! / every) }, (_, i) => i * every).filter(
    (s) => time[s]! <= 2000,
  );
  return {
    kind: "lines",
    name: "chaudhuri2015-pulse",
    title: "A pulse to V1 lingers longer the higher the area",
    caption:
      "Excitatory rate above rest after a 250 ms pulse to V1, as a fraction of each area's peak. V1 peaks at " +
      `${peaks.get("V1")!.toFixed(2)} Hz, 24c at ${peaks.get("24c")!.toFixed(4)} Hz.`,
    x: { label: "Time", unit: "ms" },
    y: { label: "Rate above rest / peak" },
    series: shown.map((area) => {
      const a = record.areas.indexOf(area);
      return {
        label: area,
        x: samples.map((s) => time[s]!),
        y: samples.map((s) => (data[s * shape[2]! + a]! - data[a]!) / peaks.get(area)!),
      };
    }),
    spans: [{ from: PULSE_START_MS, to: PULSE_END_MS, label: "pulse" }],
  };
}

function hierarchyFigure(visual: Timescales, flat: Timescales): Figure {
  const { areas, measures } = connectome("macaque-29");
  const points = (of: Timescales, group: string) =>
    areas.flatMap((area, i) => {
      const tau = tauOf(of, area);
      const label = group === "gradient" ? area : undefined;
      return Number.isFinite(tau)
        ? [{ ...(label ? { label } : {}), x: measures.hierarchy![i]!, y: tau, group }]
        : [];
    });
  return {
    kind: "dots",
    name: "chaudhuri2015-timescales",
    title: "Time constants rise along the hierarchy, given a gradient of excitation",
    caption:
      "Fitted time constant of each area's excitatory rate against its place in the hierarchy, white noise into V1; with " +
      "the measured gradient of excitation, and without it (eta = 0).",
    x: { label: "Position in hierarchy" },
    y: { label: "Time constant", unit: "ms", type: "log" },
    points: [...points(visual, "gradient"), ...points(flat, "no gradient")],
  };
}

function autocorrelationFigure({ rows, lagsMs, fits }: Timescales): Figure {
  const shown = ["V1", "V2", "V4", "TEO", "8l", "8m", "9/46d", "24c"];
  return {
    kind: "lines",
    name: "chaudhuri2015-autocorrelation",
    title: "Autocorrelation of activity decays more slowly up the hierarchy",
    caption: "Exact autocorrelation of excitatory rates with white noise into V1.",
    x: { label: "Lag", unit: "ms" },
    y: { label: "Autocorrelation" },
    series: shown.map((area) => {
      const row = rows[fits.findIndex((candidate) => candidate.area === area)]!;
      const every = Math.max(1, Math.floor(row.length / 200));
      const lags = Array.from({ length: Math.ceil(row.length / every) }, (_, i) => i * every);
      return { label: area, x: lags.map((k) => lagsMs[k]!), y: lags.map((k) => row[k]!) };
    }),
  };
}

const visualTaus = {
  V1: 41.7443,
  V4: 56.2858,
  MT: 82.0749,
  "8l": 134.516,
  TEO: 118.938,
  "8m": 247.796,
  TEpd: 218.593,
  "9/46d": 297.472,
  F7: 796.116,
  "24c": 902.932,
  STPr: 1000.6,
};
const touchTaus = { "2": 114.036, F1: 227.768, "5": 255.196, "24c": 736.677, STPr: 1436.09 };
const pulsePeaksHz = {
  V2: 19.333406,
  V4: 3.622645,
  TEO: 1.0536307,
  TEpd: 0.22943081,
  "8l": 0.14132983,
  "9/46d": 0.055513022,
  "7A": 0.043473991,
  "8m": 0.02518432,
  "24c": 0.0061898752,
};

/** The hierarchy of timescales. Chaudhuri, Knoblauch, Gariel, Kennedy & Wang 2015. */
export const chaudhuri2015: Reproduction = {
  name: "chaudhuri2015",
  title: "A hierarchy of timescales in the macaque cortex",
  citations: ["chaudhuri2015", "markov2014fln", "markov2014sln"],
  flagship: true,
  headlines: [
    "links between the 29 areas",
    "links over possible links",
    "V1 above rest at the end of the pulse",
    "24c above rest, peak after the pulse",
    "noise into V1: time constant of V1",
    "noise into V1: time constant of MT",
    "noise into V1: time constant of 9/46d",
    "noise into V1: time constant of 24c",
    "noise into area 2: time constant of 2",
    "noise into area 2: time constant of STPr",
    "no gradient (eta 0): longest time constant",
    "slowest mode, published parameters",
    "slowest mode, no feedback",
  ],
  async reproduce({ run, progress }) {
    await progress("pulse to V1", 0);
    const pulse = await run({
      name: "chaudhuri2015 pulse to V1",
      model: "chaudhuri-2015",
      stimuli: [
        {
          name: "pulse",
          input: "E",
          areas: ["V1"],
          startMs: PULSE_START_MS,
          endMs: PULSE_END_MS,
          amplitude: 41.8646,
        },
      ],
      record: [{ variable: "rE", everyMs: 0.2 }],
    });
    const peaks = pulsePeaks(pulse);
    await progress("timescales, noise into V1", 0.15);
    const visual = timescales({}, "V1");
    await progress("timescales, noise into area 2", 0.3);
    const touch = timescales({}, "2");
    await progress("timescales without a gradient", 0.45);
    const flat = timescales({ options: { gradient: "none" } }, "V1");
    await progress("timescales with the mean everywhere", 0.6);
    const mean = timescales({ options: { gradient: "mean" } }, "V1");
    await progress("timescales without feedback", 0.75);
    const forward = timescales({ options: { feedback: false } }, "V1");
    await progress("parameter variants", 0.9);
    const variants = { "goudar-2021": 299.9449193, "li-wang-2022": 821.3415512 };
    const macaque = connectome("macaque-29");
    return {
      checks: [
        check({
          quantity: "links between the 29 areas",
          unit: "1",
          published: 536,
          got: linkCount(macaque),
          tolerance: 0,
          source: "Markov et al. 2014, Cereb Cortex 24:17",
          origin: "paper",
        }),
        check({
          quantity: "links over possible links",
          unit: "1",
          published: 0.66,
          got: linkDensity(macaque),
          tolerance: 0.001,
          source: "Markov et al. 2014, Cereb Cortex 24:17 (66 %)",
          origin: "paper",
        }),
        check({
          quantity: "V1 above rest at the end of the pulse",
          unit: "Hz",
          published: 100,
          got: peaks.get("V1")!,
          tolerance: 0.01,
          source: `${paper}, Fig 3A`,
          origin: "paper",
        }),
        ...Object.entries(pulsePeaksHz).map(([area, published]) =>
          check({
            quantity: `${area} above rest, peak after the pulse`,
            unit: "Hz",
            published,
            got: peaks.get(area)!,
            tolerance: 1e-4 * published,
            source: reference,
            origin: "reference",
          }),
        ),
        ...tauChecks("noise into V1", visual, visualTaus),
        ...tauChecks("noise into area 2", touch, touchTaus),
        modeCheck("published parameters", visual, 760.3424059),
        ...Object.entries(variants).map(([preset, published]) =>
          modeCheck(`parameters of ${preset}`, linearised({ preset }), published),
        ),
        ...rangeChecks("no gradient (eta 0)", flat, 22.7671, 41.5923),
        ...rangeChecks("mean gradient everywhere", mean, 268.434, 624.016),
        modeCheck("no feedback", forward, 400.8848765),
        ...tauChecks("no feedback", forward, { "24c": 606.365 }),
      ],
      figures: [pulseFigure(pulse, peaks), hierarchyFigure(visual, flat), autocorrelationFigure(visual)],
      notes: [
        "The paper prints r² of time constant against hierarchy (0.25 visual, 0.14 somatosensory, 0.22 at rest); it does not " +
          "print the bounds and background noise of its fits, on which the value depends (0.07 to 0.49 here). Not reproduced, " +
          "not checked.",
        "Time constants are fitted to exact autocorrelations with both time constants between 1 ms and 2 s; without the " +
          "upper bound the double fit gives spurious values of several seconds.",
      ],
      runs: [pulse.record],
    };
  },
};
