import "./style.css";
import { definePage, type Shown, type State } from "../../src/page.js";
import { parameterControl } from "../../src/parameter-control.js";
import { about } from "./about.js";
import {
  eigenvaluePlot,
  fieldPlot,
  placesOf,
  spectrumText,
  timePlot,
  traceDeterminantOf,
  typeText,
} from "./results.js";
import { hopf, LARGEST, linear, planeRequest, wilsonCowan } from "./system.js";
import { createTraceDeterminantPlane } from "./trace-determinant-plane.js";

const entry = (name: "a11" | "a12" | "a21" | "a22", label: string, value: number) =>
  parameterControl(linear.params[name]!, { label, value, within: [-LARGEST, LARGEST] });

const isLinear = (state: State): boolean => state.system === "linear";

/** Growth (1/ms) and turning (rad/ms) of both eigenvalues of the one equilibrium. */
function motion({ numbers = {} }: Shown) {
  const { growth1 = Number.NaN, growth2 = Number.NaN, turning = Number.NaN } = numbers;
  return { growth1, growth2, turning };
}

export const page = definePage({
  ...about,
  text: [
    "A vector field says of every state where it goes next: the arrow at (x, y) is (dx/dt, dy/dt). Follow the arrows and you have a trajectory; where the arrow has no length the system rests. A circuit of E and I cells is such a field, and so is this simplest of all: dx/dt = a11 x + a12 y, dy/dt = a21 x + a22 y.",
    "How it moves near its resting point depends on two eigenvalues, and these on the trace a11 + a22 and the determinant a11 a22 − a12 a21 alone. Real eigenvalues have directions that the flow only stretches (black lines: solid where it shrinks, dashed where it grows); complex ones make it turn.",
    "Real circuits are not linear, but close to a steady state they look it. Choose one of the nonlinear systems and move its slider: when the dot crosses an edge of the plane, something new appears. That is a bifurcation.",
  ],
  controls: {
    system: {
      kind: "choice",
      label: "System",
      value: "linear",
      options: {
        linear: "linear",
        hopf: "nonlinear: Hopf normal form",
        "wilson-cowan": "nonlinear: Wilson-Cowan E-I circuit",
      },
    },
    a11: entry("a11", "a11: x onto x", -0.1),
    a12: entry("a12", "a12: y onto x", 0.02),
    a21: entry("a21", "a21: x onto y", 0.02),
    a22: entry("a22", "a22: y onto y", -0.3),
    a: parameterControl(hopf.params.a!, {
      label: "Hopf: growth a",
      within: [-0.3, 0.3],
      value: -0.1,
    }),
    P: parameterControl(wilsonCowan.params.P!, {
      label: "Wilson-Cowan: drive P of E",
      within: [0, 2],
      value: 0.5,
    }),
  },
  presets: {
    "Two leaks": {},
    "Line of equilibria": { a11: -0.1, a12: 0.1, a21: 0.1, a22: -0.1 },
    "Nonlinear: Hopf": { system: "hopf" },
    "Nonlinear: E-I": { system: "wilson-cowan" },
  },
  prediction: {
    question:
      "Both variables leak (a11 and a22 are negative). Can their coupling still make activity grow for ever?",
    answers: ["Yes, along some direction", "No, what leaks must fade", "Only if it turns"],
    right: 0,
    because:
      "Two that excite each other give back more than leaks away once a12 a21 > a11 a22: the determinant is negative, and one direction grows. It is a saddle.",
  },
  tasks: [
    {
      text: "Make a spiral sink: everything winds into the origin.",
      done: (state, shown) => isLinear(state) && motion(shown).turning > 0 && motion(shown).growth1 < -1e-9,
    },
    {
      text: "Make a saddle: one direction shrinks, one grows.",
      done: (state, shown) => isLinear(state) && motion(shown).growth1 * motion(shown).growth2 < -1e-12,
    },
    {
      text: "Make a centre: orbits close and neither grow nor fade. How exactly do you have to set it?",
      done: (state, shown) =>
        isLinear(state) && motion(shown).turning > 0 && Math.abs(motion(shown).growth1) < 1e-9,
    },
  ],
  cite: ["wilsoncowan1972"],
  async compute(state, { lab, signal }) {
    const plane = await lab.phasePlane(planeRequest(state), { signal });
    const places = placesOf(state, plane.record);
    const [first] = places;
    const [one, two] = first?.spectrum ?? [];
    const numbers = Object.fromEntries([
      ["equilibria", places.length],
      ...places.flatMap((place, i) => {
        const { trace, determinant } = traceDeterminantOf(place);
        return [
          [`trace${i}`, trace],
          [`determinant${i}`, determinant],
        ];
      }),
      ...(one && two
        ? [
            ["growth1", one.re],
            ["growth2", two.re],
            ["turning", Math.abs(one.im)],
          ]
        : []),
    ]) as Record<string, number>;
    return {
      numbers,
      readings: places.slice(0, 3).flatMap((place) => [
        { label: "Steady state", value: typeText(place.type) },
        { label: "Eigenvalues", value: spectrumText(place.spectrum) },
      ]),
      plots: [fieldPlot(state, plane), eigenvaluePlot(places), timePlot(plane.record)],
    };
  },
  recipe: (state) => ({ kind: "phase-plane", request: planeRequest(state) }),
  own: createTraceDeterminantPlane,
});
