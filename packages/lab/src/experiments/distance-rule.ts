import { connectome, distanceRuleCortex, linkDensity } from "@isocortex/connectomes";
import { scalar, uniformsOf } from "@isocortex/core-wasm";
import { fitDistanceRule } from "../analysis/index.js";
import { check } from "../check.js";
import type { Reproduction } from "../reproduction-context.js";

const LAMBDA = 0.19;
const CORTICES = 20;

/** The exponential distance rule of cortical wiring, in generated cortices. Ercsey-Ravasz et al. 2013. */
export const distanceRule: Reproduction = {
  name: "distance-rule",
  title: "A cortex wired by the exponential distance rule",
  citations: ["ercseyravasz2013", "markov2014fln"],
  flagship: false,
  headlines: ["density of links, generated cortices", "density of links, measured macaque (29 areas)"],
  async reproduce({ random, progress }) {
    const cortices = [];
    for (let i = 0; i < CORTICES; i++) {
      await progress("wire synthetic cortices", i / CORTICES);
      cortices.push(
        distanceRuleCortex({ lambdaPerMm: LAMBDA, random: uniformsOf(random.split(`cortex ${i}`)) }),
      );
    }
    const fits = cortices.map(({ axons, distanceMm }) => fitDistanceRule(axons, distanceMm));
    const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    const first = cortices[0]!;
    const { histogram, lambdaPerMm } = fits[0]!;
    return {
      checks: [
        check({
          quantity: `decay of wiring length lambda, mean of ${CORTICES} generated cortices`,
          unit: "1/mm",
          published: LAMBDA,
          got: mean(fits.map((fit) => fit.lambdaPerMm)),
          tolerance: 0.01,
          source: "Ercsey-Ravasz et al. 2013, Neuron 80:184, Fig 2 (macaque 0.188-0.19)",
          origin: "paper",
        }),
        check({
          quantity: "density of links, generated cortices",
          unit: "1",
          published: 0.66,
          got: mean(cortices.map(linkDensity)),
          tolerance: 0.001,
          source: "Markov et al. 2014, Cereb Cortex 24:17, p 17 (66 % of possible links)",
          origin: "paper",
        }),
        check({
          quantity: "density of links, measured macaque (29 areas)",
          unit: "1",
          published: 0.66,
          got: linkDensity(connectome("macaque-29")),
          tolerance: 0.001,
          source: "Markov et al. 2014, Cereb Cortex 24:17, p 17",
          origin: "paper",
        }),
      ],
      figures: [
        {
          kind: "dots",
          name: "distance-rule",
          title: "Wiring lengths fall off exponentially",
          caption:
            `Share of axons by distance between areas (5 mm bins) in one generated cortex of ${first.areas.length} areas; ` +
            `line: fit with lambda = ${lambdaPerMm.toFixed(3)} per mm.`,
          x: { label: "Distance", unit: "mm" },
          y: { label: "Share of axons", type: "log" },
          points: histogram.map(({ mm, fraction }) => ({ x: mm, y: fraction })),
          lines: [fittedLine(histogram, lambdaPerMm)],
        },
      ],
      notes: [
        "Wiring stops at the last link that the density asks for, so far bins hold few axons and a log-linear regression " +
          "reads lambda about 3 % low; the mean length of the axons agrees with the rule within its standard error.",
      ],
      runs: [],
    };
  },
};

function fittedLine(histogram: readonly { mm: number; fraction: number }[], lambda: number) {
  const center = histogram.reduce((sum, { mm }) => sum + mm, 0) / histogram.length;
  const level = histogram.reduce((sum, { fraction }) => sum + scalar.log(fraction), 0) / histogram.length;
  const x = histogram.map(({ mm }) => mm);
  return { label: "fit", x, y: x.map((mm) => scalar.exp(level - lambda * (mm - center))) };
}
