import { type Equilibrium, equilibriumAt } from "../analysis/bifurcation/equilibria.js";
import { bifurcationDiagram, type Diagram, type SystemFamily } from "../analysis/index.js";
import { minimiseSpeed } from "../analysis/minimise-speed.js";
import { bifurcationFigures } from "../bifurcation-figures.js";
import { buildFamily } from "../build-family.js";
import { type Check, check } from "../check.js";
import type { Figure } from "../figure.js";
import type { Reproduction } from "../reproduction-context.js";

const STRENGTHS = { name: "wPlus", from: 1.9, to: 2.3 } as const;
const reference = "independent implementation of Brunel & Wang 2001, appendix, with the same parameters";
/** Top of the figure. */
const TOP_HZ = 50;
const taught = "lecture slide of X-J Wang, firing rate against synaptic strength relative to a baseline";
/**
 * The reference's own uniform state, which cannot depend on the strength, varies by 0.0007 Hz: its solutions are
 * converged to about that.
 */
const REFERENCE_ERROR_HZ = 0.001;

/** Rate of the selective pool (Hz) by strength, on the branch that the fold ends: delay activity, and what divides. */
const DELAY = {
  ...{ 1.97: 16.2578, 1.98: 18.6012, 1.99: 20.4568, 2: 22.1062, 2.02: 25.0909, 2.05: 29.1758, 2.1: 35.5303 },
  ...{ 2.15: 41.6476, 2.2: 47.6736, 2.25: 53.6726, 2.3: 59.6781 },
};
const DIVIDING = {
  ...{ 1.97: 10.454, 1.98: 9.0941, 1.99: 8.22811, 2: 7.57424, 2.02: 6.59785, 2.05: 5.56596, 2.1: 4.39768 },
  ...{ 2.15: 3.57505, 2.2: 2.9364 },
};
const UNIFORM_HZ = 2.66187;

/** All equilibria of the diagram's branches at a strength, by the rate of the selective pool. */
export function statesAt(diagram: Diagram, family: SystemFamily, strength: number): readonly Equilibrium[] {
  const system = family.at({ wPlus: strength });
  const found: Equilibrium[] = [];
  for (const { parameter, states } of diagram.equilibria) {
    for (let i = 1; i < parameter.length; i++) {
      const [from, to] = [parameter[i - 1]! - strength, parameter[i]! - strength];
      if (from * to > 0 || from === to) continue;
      const between = states[i]!.map((value, j) => (to * states[i - 1]![j]! - from * value) / (to - from));
      const { x, residual } = minimiseSpeed(system, Float64Array.from(between));
      if (found.every(({ state }) => state.some((value, j) => Math.abs(value - x[j]!) > 1e-6)))
        found.push(equilibriumAt(system, x, residual));
    }
  }
  return found.sort((a, b) => a.state[0]! - b.state[0]!);
}

function rateCheck(what: string, strength: number, published: number, got: number): Check {
  return check({
    quantity: `${what} at strength ${strength}`,
    unit: "Hz",
    published,
    got,
    tolerance: REFERENCE_ERROR_HZ,
    source: reference,
    origin: "reference",
  });
}

/** Working memory by bifurcation: delay activity appears at a fold as recurrent excitation grows. Brunel & Wang 2001. */
export const brunelWang2001: Reproduction = {
  name: "brunel-wang2001",
  title: "Working memory emerges with sufficiently strong recurrent connections",
  citations: ["brunelwang2001", "amitbrunel1997"],
  flagship: false,
  headlines: ["strength at the fold of delay activity", "delay activity at strength 2.1"],
  async reproduce({ core, progress }) {
    await progress("follow branches", 0);
    const family = buildFamily(core, { model: "brunel-wang-2001" });
    const work = bifurcationDiagram(family, {
      parameter: STRENGTHS,
      starts: [Array.from(family.start)],
      cycles: false,
    });
    let next = work.next();
    for (; !next.done; next = work.next()) await progress("follow branches", next.value.fraction);
    const diagram = next.value;
    await progress("solve at given strengths", 0.5);
    const at = (strength: number): readonly Equilibrium[] => statesAt(diagram, family, strength);
    const stable = (strength: number): Equilibrium[] => at(strength).filter(({ unstable }) => unstable === 0);
    const rateOf = (state: Equilibrium | undefined): number => state?.state[0] ?? Number.NaN;
    const fold = diagram.points.find(({ kind }) => kind === "LP");
    const crossing = diagram.points.find(({ kind }) => kind === "BP");
    const entries = (rates: object): [number, number][] =>
      Object.entries(rates)
        .map(([strength, rate]): [number, number] => [Number(strength), rate])
        .sort(([a], [b]) => a - b);
    const high = entries(DELAY).map(([strength, rate]) =>
      rateCheck("delay activity", strength, rate, rateOf(stable(strength).at(-1))),
    );
    const dividing = entries(DIVIDING).map(([strength, rate]) =>
      rateCheck(
        "unstable state between",
        strength,
        rate,
        rateOf(at(strength).find(({ unstable }) => unstable > 0)),
      ),
    );
    return {
      checks: [
        check({
          quantity: "strength at the fold of delay activity",
          unit: "1",
          published: 1.965,
          got: fold?.parameter ?? Number.NaN,
          tolerance: 0.005,
          source: reference,
          origin: "reference",
        }),
        check({
          quantity: "strength at the fold, as taught",
          unit: "1",
          published: 2,
          got: fold?.parameter ?? Number.NaN,
          tolerance: 0.05,
          source: `${taught}: about 2.0`,
          origin: "paper",
        }),
        ...[2, 2.2].map((strength) =>
          check({
            quantity: `delay activity at strength ${strength}, as taught`,
            unit: "Hz",
            published: 35,
            got: rateOf(stable(strength).at(-1)),
            tolerance: 15,
            source: `${taught}: 20 to 50 Hz`,
            origin: "paper",
          }),
        ),
        check({
          quantity: "strength at which the uniform state loses its stability",
          unit: "1",
          published: 2.225,
          got: crossing?.parameter ?? Number.NaN,
          tolerance: 0.005,
          source: reference,
          origin: "reference",
        }),
        check({
          quantity: "stable states at strength 1.95",
          unit: "states",
          published: 1,
          got: stable(1.95).length,
          tolerance: 0,
          source: reference,
          origin: "reference",
        }),
        check({
          quantity: "stable states at strength 2.1",
          unit: "states",
          published: 2,
          got: stable(2.1).length,
          tolerance: 0,
          source: reference,
          origin: "reference",
        }),
        rateCheck("spontaneous activity", 1.9, UNIFORM_HZ, rateOf(stable(1.9)[0])),
        rateCheck("spontaneous activity", 2.1, UNIFORM_HZ, rateOf(stable(2.1)[0])),
        rateCheck("spontaneous activity of the selective pool", 2.25, 2.39906, rateOf(stable(2.25)[0])),
        ...high,
        ...dividing,
      ],
      figures: [figureOf(diagram, fold?.parameter ?? Number.NaN)],
      notes: [
        "Parameters are from memory of the paper; the reference solutions were made with the same ones.",
        "Which of the forms of the equations in use is meant was chosen by the reference's spontaneous rate; the one chosen, as the " +
          "paper's appendix has it, then agreed at every strength: the colour of " +
          "AMPA noise shifts the threshold only, with 1.03 for |zeta(1/2)|/√2. Tried besides, by the spontaneous rate " +
          "(2.6619 Hz) and the delay rate (35.530 Hz) at strength 2.1: the reset shifted too, as in Fourcaud & Brunel 2002, " +
          "2.318 and 43.16 Hz; 1.0326 for 1.03, 2.684 and 35.57 Hz; the refractory period in the mean voltage, 2.659 and " +
          "35.62 Hz; noise of recurrent AMPA synapses, 2.663 and 35.31 Hz; NMDA linearised at -52.5 mV, 2.650 and 35.31 Hz.",
        "The uniform state, in which all pools have one rate, does not depend on the strength. The reference's varies by 0.0007 Hz.",
        "Stability is that of the rates relaxing to the map's values, not of the spiking network's dynamics.",
      ],
      runs: [],
    };
  },
};

function figureOf(diagram: Diagram, fold: number): Figure {
  const [figure] = bifurcationFigures(diagram, 0);
  if (figure?.kind !== "plane") throw new RangeError("a bifurcation diagram has a plane.");
  return {
    ...figure,
    name: "brunel-wang2001",
    title: "Working memory emerges with sufficiently strong recurrent connections",
    caption:
      "Firing rate of one selective pool in the self-consistent states of the network, by the strength of synapses within " +
      `pools. Below the fold LP1 at ${fold.toFixed(3)} activity falls back to the spontaneous rate; above it a cue can leave ` +
      "the pool active. Solid: stable; dashed: unstable, the least that a cue has to bring about. At BP1 the spontaneous " +
      "state loses its stability.",
    x: { label: "Synaptic strength relative to baseline", domain: [STRENGTHS.from, STRENGTHS.to] },
    y: { label: "Firing rate", unit: "Hz", domain: [0, TOP_HZ] },
    curves: figure.curves.map((curve) => ({
      ...curve,
      y: curve.y.map((rate) => (rate <= TOP_HZ ? rate : Number.NaN)),
    })),
  };
}
