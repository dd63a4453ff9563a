import { fitDistanceRule } from "@isocortex/lab";
import type { Plot } from "../../src/page.js";
import type { Wired } from "./cortex.js";

/** Fraction of labelled neurons that lie in the injected area itself. */
const INTRINSIC = 0.8;

/** Links stronger than the threshold, from column to row. */
export function matrixPlot({ title, areas, fln, density }: Wired, threshold: number): Plot {
  const n = areas.length;
  const kept = fln.reduce((count, weight) => count + (weight > threshold ? 1 : 0), 0);
  return {
    figure: {
      kind: "matrix",
      name: "connectivity",
      title,
      caption:
        "Fraction of labelled neurons in the source area (column), of all that project to the target area (row) from outside it.",
      x: { label: "From" },
      y: { label: "To" },
      rows: areas,
      columns: areas,
      values: areas.map((_, i) =>
        [...fln.subarray(i * n, (i + 1) * n)].map((weight) => (weight > threshold ? weight : 0)),
      ),
      scale: { label: "FLN", type: "log" },
    },
    summary:
      `${(100 * density).toFixed(1)} % of the possible links between areas exist; ` +
      `${kept} of ${n * (n - 1)} are above the threshold.`,
  };
}

const MOST_DOTS = 1200;
/** Bins that the longest link is divided into for the fit. */
const BINS = 12;

/** Weight of every link over its length, with the decay fitted to them. */
export function distancePlot({ fln, distanceMm }: Wired): Plot | undefined {
  if (!distanceMm) return undefined;
  const links = [...fln.keys()].filter((cell) => fln[cell]! > 0);
  const every = Math.ceil(links.length / MOST_DOTS);
  const longest = links.reduce((most, cell) => Math.max(most, distanceMm[cell]!), 0);
  const { regression, lambdaPerMm } = fitDistanceRule(fln, distanceMm, longest / BINS);
  const x = [0, longest];
  return {
    figure: {
      kind: "dots",
      name: "weight-over-distance",
      title: "Weight of a link over its length",
      caption: "Every link, and the regression of its logarithm on distance.",
      x: { label: "Distance", unit: "mm" },
      y: { label: "FLN", type: "log" },
      points: links
        .filter((_, i) => i % every === 0)
        .map((cell) => ({ x: distanceMm[cell]!, y: fln[cell]! })),
      lines: [
        {
          label: "fit",
          x,
          y: x.map((mm) => Math.exp(regression.intercept + regression.slope * mm)),
          dashed: true,
        },
      ],
    },
    summary: `The number of axons falls as exp(−λd), λ = ${lambdaPerMm.toFixed(2)} per mm by its histogram; single weights scatter around the line with r² = ${regression.r2.toFixed(2)}.`,
  };
}

/** Where the inputs of a neuron come from. */
export function originPlot(): Plot {
  return {
    figure: {
      kind: "bars",
      name: "origin-of-inputs",
      title: "Where a cortical neuron's cortical inputs come from",
      caption:
        "Markov et al. 2011, Cereb Cortex 21:1254: about 80 % of labelled neurons lie within the injected area.",
      x: { label: "Origin", type: "band" },
      y: { label: "Share of inputs", unit: "%", domain: [0, 100] },
      bars: [
        { label: "own area", value: 100 * INTRINSIC },
        { label: "all other areas", value: 100 * (1 - INTRINSIC) },
      ],
    },
    summary: "About four of five inputs come from the neuron's own area, however many other areas reach it.",
  };
}
