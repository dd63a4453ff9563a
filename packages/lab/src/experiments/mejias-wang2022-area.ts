import { defaultValues, inhibitoryGain, mejiasWang2022Area, totalExcitation } from "@isocortex/models";
import { buildFamily } from "../build-family.js";
import { type Check, check } from "../check.js";
import type { Reproduction } from "../reproduction-context.js";
import { type Branch, branchesFigure, type States, statesAt } from "./bistable-branches.js";
import { changeOfNumber } from "./equilibria-along.js";

const paper = "Mejias & Wang 2022, eLife 11:e72136, Methods";
const reference = `independent implementation of the equations of ${paper}`;
const published = defaultValues(mejiasWang2022Area.params);

/** Hz by Js in nA, eight digits. */
const table: Readonly<Record<string, readonly [low: number, unstable?: number, high?: number]>> = {
  "0.21": [0.65534516],
  "0.42": [0.65534516],
  "0.46": [0.65534516],
  "0.47": [0.65534516, 7.8109878, 11.967137],
  "0.48": [0.65534516, 6.5722058, 13.904299],
  "0.49": [0.65534516, 5.8165964, 15.355622],
  "0.50": [0.65534516, 5.2542271, 16.611295],
  "0.51": [0.65534516, 4.8026186, 17.754025],
  "0.52": [0.65534516, 4.4244492, 18.821339],
  "0.53": [0.65534516, 4.0991163, 19.83402],
  "0.54": [0.65534516, 3.8138522, 20.804995],
  "0.55": [0.65534516, 3.5601141, 21.742945],
  "0.56": [0.65534516, 3.3318625, 22.654028],
};
const branches = ["low", "unstable", "high"] as const satisfies readonly Branch[];

/** What a gate of an excitatory population that stands still says of its rate, Hz. */
const rateOf = ([SA]: readonly number[]): number =>
  (1000 * SA!) / (published.tauN * published.gamma * (1 - SA!));

function branchChecks(at: States, Js: string): Check[] {
  return branches.flatMap((branch, i) => {
    const expected = table[Js]![i];
    return expected === undefined
      ? []
      : check({
          quantity: `rate of A at Js ${Js} nA, ${branch} state`,
          unit: "Hz",
          published: expected,
          got: at.rates[branch] ?? Number.NaN,
          tolerance: 5e-7,
          source: reference,
          origin: "reference",
        });
  });
}

function constantChecks(): Check[] {
  const J0 = totalExcitation(published);
  const of = { unit: "nA", got: J0 } as const;
  return [
    check({
      ...{ ...of, quantity: "total excitation J0, as printed", published: 0.2112, tolerance: 1e-4 },
      ...{ source: paper, origin: "paper" },
    }),
    check({
      ...{ ...of, quantity: "total excitation J0", published: 0.21128, tolerance: 5e-6 },
      ...{ source: reference, origin: "reference" },
    }),
    check({
      quantity: "gain of the inhibitory gate zeta",
      unit: "1/nA",
      published: 1.29802,
      got: inhibitoryGain(published),
      tolerance: 5e-6,
      source: reference,
      origin: "reference",
    }),
  ];
}

/** One area that becomes bistable with its local excitation. Mejias & Wang 2022. */
export const mejiasWang2022: Reproduction = {
  name: "mejias-wang2022-area",
  title: "An area that holds activity by itself above a threshold of local excitation",
  citations: ["mejias2022"],
  flagship: false,
  headlines: [
    "threshold of bistability Js, as printed",
    "rate of A at Js 0.50 nA, low state",
    "rate of A at Js 0.50 nA, high state",
  ],
  async reproduce({ core, progress }) {
    const family = buildFamily(core, { model: "mejias-wang-2022-area" });
    await progress("threshold of bistability", 0);
    const threshold = { unit: "nA", got: changeOfNumber(family, "Js", [0.46, 0.47], 1e-6) } as const;
    const checks: Check[] = [
      ...constantChecks(),
      check({
        ...{ ...threshold, quantity: "threshold of bistability Js, as printed", published: 0.4655 },
        ...{ tolerance: 5e-4, source: paper, origin: "paper" },
      }),
      check({
        ...{ ...threshold, quantity: "threshold of bistability Js", published: 0.46519 },
        ...{ tolerance: 5e-6, source: reference, origin: "reference" },
      }),
    ];
    const all: States[] = [];
    for (const [i, Js] of Object.keys(table).entries()) {
      await progress("states by Js", 0.2 + (0.8 * i) / Object.keys(table).length);
      // The mirror images, in which B wins, are as many again.
      const at = statesAt(family, "Js", Number(Js), rateOf, ([SA, SB]) => SA! > SB! - 1e-9);
      all.push(at);
      checks.push(...branchChecks(at, Js));
      checks.push(
        check({
          quantity: `states at Js ${Js} nA, mirror images apart`,
          unit: "1",
          published: table[Js]!.length,
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
          name: "mejias-wang2022-area-branches",
          title: "Above a threshold of local excitation an area is bistable",
          caption:
            "Rate of population A in every state of the isolated area against the strength of local excitation Js; " +
            "computed at the values checked.",
          label: "Local excitation Js",
          unit: "nA",
        }),
      ],
      notes: [
        "Rates follow their currents at once here, with 2 ms in the paper: its equilibria are the same.",
        "JIE follows from Js by the paper's closed formula, which keeps the spontaneous state; the constants Js = 0.3213 and " +
          "JIE = 0.15 nA give J0 = 0.21128 nA, which the paper prints as 0.2112.",
      ],
      runs: [],
    };
  },
};
