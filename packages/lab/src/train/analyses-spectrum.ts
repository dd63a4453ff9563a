import { type Eigenvalue, eigenvalues, modulus } from "../analysis/eigenvalues.js";
import { findFixedPoints } from "../analysis/fixed-points.js";
import type { NetworkSystem } from "../analysis/network-system.js";
import type { Axis, Figure, Series } from "../figure.js";
import { height, margins, width } from "../figures/style.js";
import { networkMapOf } from "./analyses-dynamics.js";
import { wholeNumber } from "./analyses-options.js";
import type { TrainedAnalysis } from "./analyses-trained.js";

const options = {
  /** Most steps without input in which the network may come to rest. */
  steps: 2000,
};

/** Below this max |F| a network counts as being at rest, time in units of tau. */
const STILL = 1e-6;
const HALF_CIRCLE = 61;
/** Space around the outermost eigenvalue. */
const ROOM = 1.08;
const realAxis: Axis = { label: "Real part" };
const imaginaryAxis: Axis = { label: "Imaginary part" };

/** The state after steps without input, until nothing moves. */
function settle(system: NetworkSystem, start: Float64Array, steps: number): Float64Array {
  let x = start;
  for (let t = 0; t < steps; t++) {
    if (system.field(x).every((value) => Math.abs(value) < STILL)) break;
    x = system.next(x);
  }
  return x;
}

/** The right half by the tangent k of half the angle, ((1 - k²), 2k)/(1 + k²), then its mirror image. */
function unitCircle(): Series {
  const right = Array.from({ length: HALF_CIRCLE }, (_, i) => {
    const k = (2 * i) / (HALF_CIRCLE - 1) - 1;
    return { x: (1 - k * k) / (1 + k * k), y: (2 * k) / (1 + k * k) };
  });
  const all = [...right, ...[...right].reverse().map(({ x, y }) => ({ x: -x, y }))];
  return { label: "unit circle", x: all.map(({ x }) => x), y: all.map(({ y }) => y) };
}

/** Axes with one scale for both parts, on which the unit circle is round. */
function roundAxes(values: readonly Eigenvalue[]): readonly [x: Axis, y: Axis] {
  const across = width - margins.left - margins.right;
  const up = height - margins.top - margins.bottom;
  const most = (of: (value: Eigenvalue) => number): number =>
    values.reduce((largest, value) => Math.max(largest, Math.abs(of(value))), 1) * ROOM;
  const unit = Math.max(most(({ re }) => re) / across, most(({ im }) => im) / up);
  return [
    { ...realAxis, domain: [-unit * across, unit * across] },
    { ...imaginaryAxis, domain: [-unit * up, unit * up] },
  ];
}

function figureOf(
  name: string,
  title: string,
  caption: string,
  spectra: readonly { readonly name: string; readonly values: readonly Eigenvalue[] }[],
  line: Series,
  [x, y]: readonly [x: Axis, y: Axis] = [realAxis, imaginaryAxis],
): Figure {
  return {
    kind: "dots",
    name,
    title,
    caption,
    x,
    y,
    points: spectra.flatMap(({ name: group, values }) =>
      values.map(({ re, im }) => ({ x: re, y: im, group })),
    ),
    lines: [line],
  };
}

export const spectrumAnalysis: TrainedAnalysis<typeof options> = {
  meaning: "eigenvalues of the recurrent weights, their spectral radius, and those of the Jacobian at rest",
  options,
  apply(trained, { steps }, path) {
    const { setup, weights } = trained;
    const { network, shapes } = setup.built;
    const { name } = setup.resolved;
    const map = networkMapOf(trained, path);
    const matrices = shapes
      .filter(({ role }) => role === "recurrent")
      .map((shape) => {
        const values = eigenvalues(weights[shape.name]!, network.hidden);
        return {
          name: shape.name,
          spectralRadius: values.reduce((most, value) => Math.max(most, modulus(value)), 0),
          values,
        };
      });
    const system = map.under(new Float64Array(network.inputs));
    const settled = settle(system, map.start, wholeNumber(steps, `${path}.steps`, 0, 1e6));
    const { points, jacobian } = findFixedPoints(system, [settled], { slowQ: Number.MAX_VALUE });
    const rest = points[0];
    const high = Math.max(0.1, ...(rest?.eigenvalues ?? []).map(({ im }) => Math.abs(im)));
    return {
      numbers: {
        recurrent: matrices.map(({ name: matrix, spectralRadius, values }) => ({
          name: matrix,
          spectralRadius,
          eigenvalues: values,
        })),
        rest: rest ?? null,
        state: map.state,
        jacobian,
        unitOfTimeMs: setup.resolved.dtMs / system.step,
      },
      figures: [
        figureOf(
          "spectrum",
          `Spectrum of the recurrent weights, ${name}`,
          `Eigenvalues of the recurrent weights as the network uses them; spectral radius ${matrices
            .map(({ spectralRadius }) => spectralRadius.toFixed(2))
            .join(", ")}; dashed: the unit circle.`,
          matrices,
          unitCircle(),
          roundAxes(matrices.flatMap(({ values }) => values)),
        ),
        ...(rest
          ? [
              figureOf(
                "spectrum-at-rest",
                `Spectrum of the Jacobian at rest, ${name}`,
                `Eigenvalues of the Jacobian (${jacobian}) at the ${rest.kind} point that the network comes to without input, ` +
                  "per tau; dashed: the border of stability.",
                [{ name: "Jacobian", values: rest.eigenvalues }],
                { label: "border", x: [0, 0], y: [-high, high] },
              ),
            ]
          : []),
      ],
    };
  },
};
