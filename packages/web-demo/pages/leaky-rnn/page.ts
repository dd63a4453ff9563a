import "./style.css";
import { isInputError, models, type RunResult } from "@isocortex/lab";
import { definePage, numberAt } from "../../src/page.js";
import { parameterControl } from "../../src/parameter-control.js";
import { about } from "./about.js";
import { elmanStep, eulerCurve } from "./euler.js";
import { DURATION_MS, experiment, unitOf } from "./experiment.js";
import {
  behaviourAt,
  behaviourOf,
  curvesPlot,
  errorPlot,
  exactOf,
  percent,
  relativeError,
} from "./results.js";
import { createStabilityStrip } from "./stability-strip.js";

const { params, switches } = models.get("leaky-rnn")!;

export const page = definePage({
  ...about,
  text: [
    "In continuous time a leaky unit obeys τ da/dt = −a + f(w a + x): it leaks to zero within some τ, and its own activity and the input push it. (The slide writes a(t−1) on the right. A step before belongs to the code; in continuous time it is a(t).)",
    "A computer takes steps: a(t) = a(t−Δt) + α(−a(t−Δt) + f(w a(t−Δt) + x)) with α = Δt/τ, Euler's method. Set α to 1 and the old activity cancels: what is left, f(w a + x), is the Elman network.",
  ],
  controls: {
    dt: { kind: "number", label: "Step, Δt", value: 4, unit: "ms", range: [0.5, 60], step: 0.5 },
    tau: parameterControl(params.tau!, { label: "Time constant, τ", value: 20, within: [5, 100] }),
    w: parameterControl(params.w!, { label: "Weight onto itself, w", value: 0, within: [-3, 1.5] }),
    x: { kind: "number", label: "Input, x", value: 0, unit: "", range: [-2, 2], step: 0.1 },
    start: { kind: "number", label: "Activity at the start", value: 1, unit: "", range: [-2, 2], step: 0.1 },
    activation: {
      kind: "choice",
      label: "Activation, f",
      value: "linear",
      options: Object.fromEntries(switches.activation!.values.map((name) => [String(name), String(name)])),
    },
  },
  presets: {
    "A pure leak": {},
    "An input": { x: 1, start: 0 },
    "Elman: Δt = τ": { dt: 20, w: 0.5, x: 1, start: 0, activation: "tanh" },
    "A loop that holds": { w: 1, start: 1 },
  },
  prediction: {
    question: "A pure leak starts from 1, and each step is 2.2 τ long. What do the steps do?",
    answers: [
      "They decay to 0, only more coarsely",
      "They are at 0 after one step",
      "They swing, further each time",
    ],
    right: 2,
    because: "Each step multiplies the activity by 1 − α = −1.2: the sign flips and the size grows.",
  },
  tasks: [
    {
      text: "Choose a step with which the error is below 1 %.",
      done: (_, { numbers }) => numbers !== undefined && numbers.error! < 0.01,
    },
    {
      text: "Make the step exactly that of the Elman network.",
      done: (state) => numberAt(state, "dt") === numberAt(state, "tau"),
    },
    {
      text: "Find a step that swings around its goal but still settles.",
      done: (_, { numbers }) => numbers?.swings === 1,
    },
  ],
  cite: ["elman1990", "yang2019"],
  async compute(state, { lab, signal }) {
    const unit = unitOf(state);
    const exact = await exactOf(lab, state, signal);
    const curve = eulerCurve(unit, numberAt(state, "dt"), DURATION_MS);
    const error = relativeError(exact, curve);
    const behaviour = behaviourOf(state, exact);
    let run: RunResult | undefined;
    let said = "isocortex run takes this step.";
    try {
      run = await lab.run({ isocortex: 1, ...experiment(state) }, { signal });
    } catch (refused) {
      if (!isInputError(refused)) throw refused;
      said = `isocortex run refuses this step: ${refused.message}`;
    }
    return {
      run,
      numbers: {
        error,
        alpha: behaviour.alpha,
        pull: behaviour.pull,
        swings: behaviour.kind === "swings" ? 1 : 0,
      },
      readings: [
        { label: "α = Δt/τ", value: String(Number(behaviour.alpha.toPrecision(3))) },
        { label: "Largest error", value: percent(error) },
        { label: "First Euler step", value: String(Number(curve.a[1]!.toPrecision(6))) },
        { label: "First Elman step", value: String(Number(elmanStep(unit, unit.start).toPrecision(6))) },
      ],
      notes: [said],
      plots: [curvesPlot(state, exact, error), errorPlot(state, exact, error)],
    };
  },
  recipe: (state) => ({ kind: "run", experiment: experiment(state) }),
  own() {
    const strip = createStabilityStrip();
    return {
      element: strip.element,
      update(_, shown) {
        if (!shown?.numbers) return;
        strip.show(behaviourAt(shown.numbers.alpha!, shown.numbers.pull!));
      },
    };
  },
});
