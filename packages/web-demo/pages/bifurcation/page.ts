import { definePage, numberAt, type Plot, type Shown, type State, type Tools } from "../../src/page.js";
import { settled } from "../../src/settled.js";
import { about } from "./about.js";
import { areaOf, branchRequest, experiment, planeRequest, STRENGTHS } from "./areas.js";
import { type Branches, branchKeeper, statesAt } from "./branches.js";
import { relax } from "./relaxation.js";
import { diagramPlot, planePlot, relaxationPlot, sweptTo, timePlot } from "./results.js";

const QUIET_MS = 250;
const branchesOf = branchKeeper();

/** Whether a rate after the pulse is beyond what divides. */
function isHeld(branches: Branches, state: State, rate: number): boolean {
  const { divide, memory } = statesAt(branches, numberAt(state, "strength"));
  return memory !== undefined && rate > (divide?.rate ?? 0);
}

/** What is simulated or relaxed: its plot, the rate that is left, and whether that is memory. */
async function aftermath(state: State, branches: Branches, { lab, signal }: Tools) {
  const asked = experiment(state);
  if (!asked) {
    const { rest } = statesAt(branches, numberAt(state, "strength"));
    const relaxation = await relax(state, rest?.state ?? [], signal);
    const left = relaxation.selective.at(-1)!;
    const held = isHeld(branches, state, left);
    return { left, held, run: undefined, plot: relaxationPlot(relaxation, held) };
  }
  const run = await lab.run({ isocortex: 1, ...asked }, { signal });
  const left = run.arrays[areaOf(state).pulse!.rates[0]!]!.data.at(-1)!;
  const held = isHeld(branches, state, left);
  return { left, held, run, plot: timePlot(state, run, held) };
}

const isBelow = ({ numbers }: Shown, state: State): boolean =>
  numberAt(state, "strength") < (numbers?.threshold ?? 0);

export const page = definePage({
  ...about,
  text: [
    "Cells of one area that prefer the same stimulus excite each other. Make these connections stronger, a little at a time, and give the area a pulse: does activity outlast it? The strengths on the axis are those of the slide. In the two simulated areas the published threshold is called 2; in the mean field of the spiking network 1 means connections that are no stronger within a pool than elsewhere.",
    "Where the curve turns round, two states are born at once: one that stays, and below it one that divides. A pulse leaves a memory if it lifts activity above the dividing line. Left of the turn there is nothing to be lifted to.",
    "Rates differ: at the threshold memory has 10 Hz in the first area, 13 Hz in the spiking network and 23 Hz in the third model, and grows from there. At rest these models are at 1 to 3 Hz, less than the 10 Hz that one reads off the slide.",
  ],
  controls: {
    model: {
      kind: "choice",
      label: "Model",
      value: "mejias-wang",
      options: {
        "mejias-wang": "two rivals (Mejias & Wang 2022)",
        "brunel-wang": "spiking network (Brunel & Wang 2001)",
        chaudhuri: "NMDA gate (Chaudhuri et al. 2015)",
      },
    },
    strength: {
      kind: "number",
      label: "Strength of recurrent connections",
      value: 2.15,
      unit: "",
      range: STRENGTHS,
      step: 0.002,
    },
    pulse: {
      kind: "number",
      label: "Size of the pulse",
      value: 1,
      unit: "",
      range: [0, 2],
      step: 0.01,
      help: "1 is 0.3 nA, 100 pA, or a rate of 30 Hz, by the model.",
    },
    pulseMs: {
      kind: "number",
      label: "Length of the pulse",
      value: 500,
      unit: "ms",
      range: [10, 3000],
      step: 10,
      help: "The mean field knows no lengths.",
    },
    inhibition: {
      kind: "number",
      label: "Strength of inhibitory synapses",
      value: 1,
      unit: "",
      range: [0.96, 1.1],
      step: 0.005,
      help: "1 as published.",
    },
    sweep: {
      kind: "choice",
      label: "Slow sweep of the strength",
      value: "up",
      options: { up: "rising, from rest", down: "falling, from memory" },
    },
  },
  presets: {
    "Below: 1.95": { strength: 1.95 },
    "Above: 2.15": {},
    "Spiking network": { model: "brunel-wang" },
    "NMDA gate": { model: "chaudhuri" },
  },
  prediction: {
    question:
      "Recurrent connections are made stronger by one percent at a time. How does the activity that stays after a pulse grow?",
    answers: ["Smoothly, from nothing", "Not at all, and then at once to a high rate", "In proportion"],
    right: 1,
    because:
      "There is a threshold: below it nothing stays, just above it the rate that stays is high already.",
  },
  tasks: [
    {
      text: "Find the threshold to 0.01: set the strength to where memory begins (inhibition as published).",
      done: (state, { numbers }) =>
        numberAt(state, "inhibition") === 1 &&
        Math.abs(numberAt(state, "strength") - (numbers?.threshold ?? 0)) <= 0.01,
    },
    {
      text: "Go less than 0.1 below the threshold. Can a pulse of 3 s bring about what one of 0.5 s cannot?",
      done: (state, shown) =>
        experiment(state) !== undefined &&
        isBelow(shown, state) &&
        (shown.numbers?.threshold ?? 0) - numberAt(state, "strength") < 0.1 &&
        numberAt(state, "pulseMs") >= 3000 &&
        numberAt(state, "pulse") >= 1 &&
        shown.numbers?.held === 0,
    },
    {
      text: "Hysteresis: find a strength at which a falling sweep is still active where a rising one is silent.",
      done: (state, { numbers }) =>
        state.sweep === "down" && (numbers?.falling ?? 0) > (numbers?.rising ?? Number.NaN) + 5,
    },
  ],
  cite: ["brunelwang2001", "mejias2022", "chaudhuri2015"],
  async compute(state, tools) {
    const { lab, signal, preview, progress } = tools;
    progress("following the branches", 0.1);
    const branches = await branchesOf(lab, signal, state);
    const { left, held, run, plot } = await aftermath(state, branches, tools);
    const strength = numberAt(state, "strength");
    const [rising, falling] = ["up", "down"].map((sweep) => sweptTo(branches, sweep, strength));
    const { parameter, perStrength } = areaOf(state);
    const known = { threshold: branches.threshold, rising, falling, held: held ? 1 : 0 };
    const plots: Plot[] = [diagramPlot(state, branches, left), plot];
    const shown: Shown = {
      run,
      plots,
      numbers: Object.fromEntries(
        Object.entries(known).filter((one): one is [string, number] => one[1] !== undefined),
      ),
      readings: [
        { label: parameter, value: String(Number((strength * perStrength).toPrecision(4))) },
        { label: "Left after the pulse", value: `${left.toFixed(1)} Hz` },
        { label: "Memory", value: held ? "yes" : "no" },
        {
          label: state.sweep === "up" ? "Rising sweep" : "Falling sweep",
          value: `${((state.sweep === "up" ? rising : falling) ?? Number.NaN).toFixed(1)} Hz`,
        },
      ],
    };
    const asked = planeRequest(state);
    if (!asked || !run) return shown;
    preview(shown);
    await settled(QUIET_MS, signal);
    const plane = await lab.phasePlane(asked, { signal });
    return { ...shown, plots: [...plots, planePlot(state, plane, run)] };
  },
  recipe(state) {
    const asked = experiment(state);
    return asked
      ? { kind: "run", experiment: asked }
      : { kind: "bifurcate", request: branchRequest(state, "memory") };
  },
});
