import { cosOfTurn, featureHierarchy, featureHierarchyParams, sinOfTurn } from "@isocortex/models";
import { type Check, check } from "../../check.js";
import type { Figure } from "../../figure.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import { atMiddle, grating, shape, shapeNames } from "./shapes.js";

const PHASES = 16;
const MOVES = [
  [0, 0],
  [1, 1],
  [-2, 2],
] as const;
const wavelength = featureHierarchyParams.wavelength.value;

/** First harmonic over mean of a response to all phases of a grating: above 1 in simple cells. Skottun et al. 1991. */
function modulation(responses: readonly number[]): number {
  const n = responses.length;
  let [mean, cosine, sine] = [0, 0, 0];
  responses.forEach((r, k) => {
    mean += r / n;
    cosine += (2 / n) * r * cosOfTurn(k, n);
    sine += (2 / n) * r * sinOfTurn(k, n);
  });
  return Math.sqrt(cosine * cosine + sine * sine) / mean;
}

const argmax = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((best, value, i) => (value > values[best]! ? i : best), 0);

function tuningFigure(orientations: readonly number[], tuning: readonly number[][]): Figure {
  return {
    kind: "lines",
    name: "feature-hierarchy-orientation",
    title: "Simple cells are tuned to orientation",
    caption: "Response of simple cells of eight preferred orientations to gratings, largest over phases.",
    x: { label: "Orientation of the grating", unit: "deg" },
    y: { label: "Response" },
    series: orientations.map((degrees, o) => ({
      label: `${degrees}°`,
      x: orientations,
      y: tuning.map((responses) => responses[o]!),
    })),
  };
}

function phaseFigure(simple: readonly number[], complex: readonly number[]): Figure {
  const degrees = simple.map((_, k) => (360 * k) / PHASES);
  return {
    kind: "lines",
    name: "feature-hierarchy-phase",
    title: "Complex cells respond to any phase",
    caption:
      "Response of a simple and of a complex cell that prefer vertical to a vertical grating, by its phase.",
    x: { label: "Phase of the grating", unit: "deg" },
    y: { label: "Response" },
    series: [
      { label: "simple", x: degrees, y: simple },
      { label: "complex", x: degrees, y: complex },
    ],
  };
}

function templateFigure(moved: readonly number[][]): Figure {
  return {
    kind: "matrix",
    name: "feature-hierarchy-templates",
    title: "Template units choose their template",
    caption: `Responses of template units (columns) to shapes moved by ${MOVES[2].map(Math.abs).join(" and ")} pixels (rows).`,
    x: { label: "Template unit" },
    y: { label: "Shape shown" },
    rows: shapeNames,
    columns: shapeNames,
    values: moved,
    scale: { label: "Response" },
  };
}

function criterion(
  quantity: string,
  published: number,
  got: number,
  tolerance: number,
  source: string,
): Check {
  return check({ quantity, unit: "1", published, got, tolerance, source, origin: "criterion" });
}

/** From oriented simple cells to units that know a shape. */
export const features: ReproductionPart = async ({ progress }) => {
  await progress("orientation and phase", 0);
  const { orientations, respond, templateUnits } = featureHierarchy();
  const tuning = orientations.map((degrees) =>
    respond(grating(degrees, 0, wavelength)).simple.map((phases) => Math.max(...phases.map(atMiddle))),
  );
  const right = orientations.filter((_, o) => argmax(tuning.map((responses) => responses[o]!)) === o);
  const vertical = orientations.indexOf(90);
  const across = orientations.indexOf(0);
  const phases = Array.from({ length: PHASES }, (_, k) => respond(grating(90, k / PHASES, wavelength)));
  const simple = phases.map((responses) => atMiddle(responses.simple[vertical]![0]!));
  const complex = phases.map((responses) => atMiddle(responses.complex[vertical]!));
  await progress("template units", 0.5);
  const units = templateUnits(shapeNames.map((name) => shape(name, [0, 0])));
  const seen = MOVES.map((move) => shapeNames.map((name) => [...units(shape(name, move))]));
  const chosen = seen.flatMap((responses) => responses.filter((unit, s) => argmax(unit) === s));
  const classes = "classes of Skottun et al. 1991, Vision Res 31:1079: above 1 simple, below 1 complex";
  return {
    checks: [
      criterion(
        "simple cells that respond most to their own orientation, of eight",
        orientations.length,
        right.length,
        0,
        "oriented receptive fields, Hubel & Wiesel 1962, J Physiol 160:106",
      ),
      criterion(
        "simple cell that prefers vertical: response to horizontal over that to vertical",
        0,
        tuning[across]![vertical]! / tuning[vertical]![vertical]!,
        0.05,
        "oriented receptive fields, Hubel & Wiesel 1962, J Physiol 160:106",
      ),
      criterion(
        "simple cell: first harmonic over mean by phase",
        Math.PI / 2,
        modulation(simple),
        0.1,
        `half-wave rectified sinusoid; ${classes}`,
      ),
      criterion(
        "complex cell: first harmonic over mean by phase",
        0,
        modulation(complex),
        0.05,
        `phase invariance; ${classes}`,
      ),
      criterion(
        "complex cell: smallest over largest response by phase",
        1,
        Math.min(...complex) / Math.max(...complex),
        0.2,
        "phase invariance; four phases alone would reach cos 45° = 0.71",
      ),
      criterion(
        "shapes, in place and moved by up to 2 pixels, whose own template unit responds most",
        MOVES.length * shapeNames.length,
        chosen.length,
        0,
        "view-tuned units of Riesenhuber & Poggio 1999, Nat Neurosci 2:1019",
      ),
    ],
    figures: [tuningFigure(orientations, tuning), phaseFigure(simple, complex), templateFigure(seen[2]!)],
    runs: [],
  };
};
