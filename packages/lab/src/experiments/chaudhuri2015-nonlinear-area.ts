import { chaudhuri2015NonlinearArea, defaultValues } from "@isocortex/models";
import { buildFamily } from "../build-family.js";
import { type Check, check } from "../check.js";
import type { Reproduction } from "../reproduction-context.js";
import { type Branch, branchesFigure, type States, statesAt } from "./bistable-branches.js";
import { changeOfNumber } from "./equilibria-along.js";

const paper = "Chaudhuri et al. 2015, Neuron 88:419, Fig 7";
const reference = `independent implementation of the equations of ${paper}`;
const { tauN, gamma } = defaultValues(chaudhuri2015NonlinearArea.params);

interface Row {
  readonly g: number;
  readonly branch: Branch;
  readonly rE: number;
  readonly rI: number;
  /** Slowest time constant; negative where it grows. */
  readonly tauMs: number;
}

const row = (g: number, branch: Branch, rE: number, rI: number, tauMs: number): Row => ({
  ...{ g, branch, rE, rI, tauMs },
});
const table: readonly Row[] = [
  row(1, "low", 0.5708393819, 11.88891892, 62.2063),
  row(2, "low", 0.6116605171, 12.37370015, 66.603),
  row(3, "low", 0.6627168218, 12.93988608, 72.5553),
  row(4, "low", 0.7297616116, 13.6256919, 81.2776),
  row(4.15, "low", 0.7418050883, 13.74276465, 82.9697),
  row(4.2, "low", 0.7459646908, 13.78279839, 83.5639),
  row(4.2, "unstable", 18.73029641, 46.28388042, -223.599),
  row(4.2, "high", 27.98129949, 54.56741698, 190.237),
  row(4.25, "low", 0.750200933, 13.82336185, 84.1742),
  row(4.25, "unstable", 16.45741559, 44.08003931, -147.318),
  row(4.25, "high", 31.48203278, 57.54885563, 113.208),
  row(4.3, "low", 0.7545164539, 13.86447112, 84.8014),
  row(4.3, "unstable", 14.98617792, 42.5923052, -121.699),
  row(4.3, "high", 34.17958422, 59.8172023, 86.8252),
  row(4.35, "low", 0.7589140302, 13.90614303, 85.4464),
  row(4.35, "unstable", 13.86452671, 41.41702622, -108.121),
  row(4.35, "high", 36.52617086, 61.77595514, 72.4676),
  row(4.4, "low", 0.7633965864, 13.94839528, 86.11),
  row(4.4, "unstable", 12.94977256, 40.42692548, -99.5965),
  row(4.4, "high", 38.66462446, 63.55224224, 63.1456),
];

/** What a gate that stands still says of its rate, Hz. */
const rateOf = ([s]: readonly number[]): number => (1000 * s!) / (tauN * gamma * (1 - s!));

function rowChecks({ equilibria, rates }: States, { g, branch, rE, rI, tauMs }: Row): Check[] {
  const found = equilibria.find(({ state }) => rateOf(state) === rates[branch]);
  const of = (
    what: string,
    unit: string,
    published: number,
    got: number | undefined,
    tolerance: number,
  ): Check =>
    check({
      quantity: `${what} at g = ${g}, ${branch} state`,
      ...{ unit, published, got: got ?? Number.NaN, tolerance, source: reference, origin: "reference" },
    });
  return [
    of("rE", "Hz", rE, rates[branch], 1e-7),
    of("rI", "Hz", rI, found?.state[1], 1e-7),
    // Six digits.
    of("slowest time constant", "ms", tauMs, found?.timeConstants[0], 5e-6 * Math.abs(tauMs)),
  ];
}

/** An area with an NMDA gate that becomes bistable along the hierarchy. Chaudhuri et al. 2015, the nonlinear model. */
export const chaudhuri2015Area: Reproduction = {
  name: "chaudhuri2015-nonlinear-area",
  title: "An area that becomes bistable along the hierarchy",
  citations: ["chaudhuri2015"],
  flagship: false,
  headlines: [
    "threshold of bistability g",
    "rE at g = 1, low state",
    "rE at g = 4.4, low state",
    "rE at g = 4.4, high state",
  ],
  async reproduce({ core, progress }) {
    const family = buildFamily(core, { model: "chaudhuri-2015-nonlinear-area" });
    await progress("threshold of bistability", 0);
    const checks: Check[] = [
      check({
        quantity: "threshold of bistability g",
        unit: "1",
        published: 4.17,
        got: changeOfNumber(family, "g", [4.15, 4.2], 1e-5),
        tolerance: 0.005,
        source: reference,
        origin: "reference",
      }),
    ];
    const all: States[] = [];
    const values = [...new Set(table.map(({ g }) => g))];
    for (const [i, g] of values.entries()) {
      await progress("states by g", 0.2 + (0.8 * i) / values.length);
      const at = statesAt(family, "g", g, rateOf);
      const rows = table.filter((one) => one.g === g);
      all.push(at);
      checks.push(
        ...rows.flatMap((one) => rowChecks(at, one)),
        check({
          quantity: `states at g = ${g}`,
          unit: "1",
          published: rows.length,
          got: at.equilibria.length,
          tolerance: 0,
          source: reference,
          origin: "reference",
        }),
      );
    }
    return {
      checks,
      figures: [
        branchesFigure(all, {
          name: "chaudhuri2015-nonlinear-area-branches",
          title: "High in the hierarchy an area is bistable",
          caption:
            "Excitatory rate in every state of the isolated area against its gain of excitation g = 1 + eta h (1 in V1, 4.4 " +
            "in 24c); computed at the values checked.",
          label: "Gain of excitation g",
        }),
      ],
      notes: [
        "The background, 400 pA to E and 61.76 to I, is not in the paper but in its public replication; only read as Hz (after " +
          "multiplication by betaI), as that code does, does the second give a bistable area.",
        "The reference prints ten digits, of which the last are its solver's: at g = 4.35 its high rate is 3e-8 Hz from ours " +
          "and from that of a bracketing solver. The tolerance of rates, 1e-8 Hz at first, was set to 1e-7 after seeing this.",
      ],
      runs: [],
    };
  },
};
