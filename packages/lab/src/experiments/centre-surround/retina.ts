import { scalar } from "@isocortex/core-wasm";
import {
  annulusResponse,
  centreSurround,
  type DifferenceOfGaussians,
  diffuseResponse,
  discResponse,
  optimalRadius,
} from "@isocortex/models";
import { type Check, check } from "../../check.js";
import type { Figure } from "../../figure.js";
import type { StimulusSpec } from "../../io/experiment.js";
import type { RunResult } from "../../run-record.js";
import type { ReproductionPart } from "../reproduce-parts.js";

const reference = "closed forms in an independent implementation of the difference of Gaussians";
const ON_MS = 200;
const OFF_MS = 600;
const CELLS = ["On", "Off"] as const;

const field: DifferenceOfGaussians = { Kc: 1, Ks: 0.05, rc: 1, rs: 4 };
const discs = {
  "0.5": 0.6559531311960691,
  "1": 1.833593722383919,
  "2": 2.5281181091049905,
  "4": 1.5529000570110176,
  "8": 0.6743507519808793,
};

function spatialChecks(): Check[] {
  const agrees = (quantity: string, unit: string, published: number, got: number): Check =>
    check({ quantity, unit, published, got, tolerance: 1e-8, source: reference, origin: "reference" });
  return [
    agrees("radius of the best spot", "rc", 1.787581538967549, optimalRadius(field)),
    ...Object.entries(discs).map(([radius, published]) =>
      agrees(`response to a spot of radius ${radius}`, "1", published, discResponse(field, Number(radius))),
    ),
    agrees("response to diffuse light", "1", 0.6283185307179586, diffuseResponse(field)),
    agrees("response to a ring from 2 to 8", "1", -1.8537673571241111, annulusResponse(field, 2, 8)),
  ];
}

function areaFigure(): Figure {
  const radii = Array.from({ length: 81 }, (_, i) => i / 10);
  return {
    kind: "lines",
    name: "centre-surround-area",
    title: "A spot of the size of the centre is best",
    caption:
      `Response of an On cell by the radius of a spot of light; best at ${optimalRadius(field).toFixed(4)}, where the ` +
      "sensitivity changes sign.",
    x: { label: "Radius of the spot", unit: "rc" },
    y: { label: "Response" },
    series: [{ label: "On cell", x: radii, y: radii.map((radius) => discResponse(field, radius)) }],
  };
}

interface Condition {
  readonly name: string;
  readonly contrast: Readonly<Partial<Record<"centre" | "surround", number>>>;
  /** Sign of the response of the On cell; that of the Off cell is the other. */
  readonly sign: 1 | -1;
}

/** The four conditions of the lecture. */
const conditions: readonly Condition[] = [
  { name: "light centre", contrast: { centre: 1 }, sign: 1 },
  { name: "dark centre", contrast: { centre: -1 }, sign: -1 },
  { name: "light surround", contrast: { surround: 1 }, sign: -1 },
  { name: "diffuse light", contrast: { centre: 1, surround: 1 }, sign: 1 },
];

const stimuliOf = ({ name, contrast }: Condition): StimulusSpec[] =>
  Object.entries(contrast).map(([input, amplitude]) => ({
    name,
    input,
    areas: ["all"],
    startMs: ON_MS,
    endMs: OFF_MS,
    amplitude,
  }));

interface Response {
  readonly timeMs: number[];
  readonly rateHz: number[];
}

function responseOf({ arrays }: RunResult, cell: (typeof CELLS)[number]): Response {
  const { data, shape } = arrays.r!;
  const at = CELLS.indexOf(cell);
  return {
    timeMs: [...arrays["r.timeMs"]!.data],
    rateHz: Array.from({ length: shape[0]! }, (_, s) => data[s * CELLS.length + at]!),
  };
}

const within = ({ timeMs, rateHz }: Response, from: number, to: number): number[] =>
  rateHz.filter((_, s) => timeMs[s]! >= from && timeMs[s]! < to);

const baselineHz = centreSurround.params.baseline.value;

/** Mean rate above baseline in the first 50 ms of light. */
function onset(response: Response): number {
  const rates = within(response, ON_MS, ON_MS + 50);
  return rates.reduce((sum, rate) => sum + rate - baselineHz, 0) / rates.length;
}

/** Rate of a cell with a drive switched on and off, in closed form. */
function closedForm(drive: number, ms: number): number {
  const { t1, t2, w, gain } = centreSurround.params;
  const stage = (since: number, tau: number): number =>
    since <= 0 ? 0 : 1 - (1 + since / tau) * scalar.exp(-since / tau);
  const step = (since: number): number => stage(since, t1.value) - w.value * stage(since, t2.value);
  return Math.max(0, baselineHz + gain.value * drive * (step(ms - ON_MS) - step(ms - OFF_MS)));
}

function conditionFigure(cell: (typeof CELLS)[number], results: readonly RunResult[]): Figure {
  return {
    kind: "lines",
    name: `centre-surround-${cell.toLowerCase()}`,
    title: `${cell} cell: light in centre and surround`,
    caption: `Rate of the ${cell} cell in four conditions, stimulus from ${ON_MS} to ${OFF_MS} ms. Baseline ${baselineHz} Hz.`,
    x: { label: "Time", unit: "ms" },
    y: { label: "Rate", unit: "Hz" },
    series: results.map((result, c) => {
      const { timeMs, rateHz } = responseOf(result, cell);
      return { label: conditions[c]!.name, x: timeMs, y: rateHz };
    }),
    spans: [{ from: ON_MS, to: OFF_MS, label: "stimulus" }],
  };
}

function criterion(
  quantity: string,
  unit: string,
  published: number,
  got: number,
  tolerance: number,
  source: string,
): Check {
  return check({ quantity, unit, published, got, tolerance, source, origin: "criterion" });
}

/** On and Off cells: what drives them where, and when. */
export const retina: ReproductionPart = async ({ run, progress }) => {
  const results: RunResult[] = [];
  for (const [c, condition] of conditions.entries()) {
    await progress("On and Off cells in four conditions", c / conditions.length);
    results.push(
      await run({
        name: `centre-surround ${condition.name}`,
        model: "centre-surround",
        integrator: "rk4",
        stimuli: stimuliOf(condition),
        record: [{ variable: "r", everyMs: 2 }],
      }),
    );
  }
  const light = { On: responseOf(results[0]!, "On"), Off: responseOf(results[0]!, "Off") };
  const spot = discResponse(field, centreSurround.params.spotRadius.value);
  const off = CELLS.flatMap((cell, i) =>
    light[cell].rateHz.map((rate, s) =>
      Math.abs(rate - closedForm(i === 0 ? spot : -spot, light[cell].timeMs[s]!)),
    ),
  );
  const steady = light.On.rateHz[light.On.timeMs.indexOf(OFF_MS)]!;
  const transient = Math.max(...within(light.On, ON_MS, OFF_MS));
  const rebound = Math.max(...within(light.Off, OFF_MS, 1000));
  const signs = "sign of the receptive field at the stimulus; Kuffler 1953, J Neurophysiol 16:37";
  const yes = (holds: boolean): number => (holds ? 1 : 0);
  return {
    checks: [
      ...spatialChecks(),
      ...conditions.flatMap(({ name, sign }, c) =>
        CELLS.map((cell, i) =>
          criterion(
            `${cell} cell, ${name}: sign of the response`,
            "1",
            i === 0 ? sign : -sign,
            Math.sign(onset(responseOf(results[c]!, cell))),
            0,
            signs,
          ),
        ),
      ),
      check({
        quantity: "On cell: response to diffuse light over that to a light centre",
        unit: "1",
        published: discs["8"] / discs["2"],
        got: onset(responseOf(results[3]!, "On")) / onset(light.On),
        tolerance: 1e-8,
        source: reference,
        origin: "reference",
      }),
      check({
        quantity:
          "rates of both cells to a spot: largest difference from the closed form of the temporal kernel",
        unit: "Hz",
        published: 0,
        got: Math.max(...off),
        tolerance: 1e-6,
        source: "integral of k(t) over the stimulus, rectified around baseline",
        origin: "reference",
      }),
      criterion(
        "On cell has a transient at light on, a lower steady rate above baseline, and is silent at light off (1 = yes)",
        "1",
        1,
        yes(transient > steady && steady > baselineHz && Math.min(...within(light.On, OFF_MS, 1000)) === 0),
        0,
        "transient and sustained parts of the biphasic temporal kernel",
      ),
      check({
        quantity: "Off cell: largest rate of the rebound after light off",
        unit: "Hz",
        published: Math.max(
          ...light.Off.timeMs.filter((ms) => ms >= OFF_MS).map((ms) => closedForm(-spot, ms)),
        ),
        got: rebound,
        tolerance: 1e-6,
        source: "integral of k(t) over the stimulus, at the times recorded",
        origin: "reference",
      }),
      criterion(
        "Off cell: rebound after light off exceeds baseline (1 = yes)",
        "1",
        1,
        yes(rebound > baselineHz),
        0,
        "rebound of the biphasic temporal kernel",
      ),
    ],
    figures: [areaFigure(), ...CELLS.map((cell) => conditionFigure(cell, results))],
    runs: results.map(({ record }) => record),
  };
};
