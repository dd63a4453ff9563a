import {
  eigenvalues,
  type Figure,
  type PhasePlaneRecord,
  type PhasePlaneResult,
  type PlaneCurve,
} from "@isocortex/lab";
import type { Plot, State } from "../../src/page.js";
import { eigenvectors, matrixOf, type TraceDeterminant } from "./system.js";

type Plane = Extract<Figure, { kind: "plane" }>;
type Spectrum = PhasePlaneRecord["equilibria"][number]["eigenvalues"];

/** An equilibrium of two variables: where, what, and how it moves nearby. */
export interface Place {
  readonly type: string;
  readonly at: readonly number[];
  readonly spectrum: Spectrum;
}

/** Equilibria of a state: of a linear system the origin, even where it lies on a line of them. */
export function placesOf(state: State, { equilibria }: PhasePlaneRecord): readonly Place[] {
  const all = equilibria.map(({ type, state: at, eigenvalues: spectrum }) => ({ type, at, spectrum }));
  if (state.system !== "linear" || all.length === 1) return all;
  return [{ type: "line of equilibria", at: [0, 0], spectrum: eigenvalues(matrixOf(state), 2) }];
}

/** Trace and determinant by the eigenvalues: their sum and product. */
export function traceDeterminantOf({ spectrum: [one, two] }: Place): TraceDeterminant {
  return { trace: one!.re + two!.re, determinant: one!.re * two!.re - one!.im * two!.im };
}

const number = (value: number): string => (Math.abs(value) < 1e-9 ? "0" : value.toPrecision(3));

/** Eigenvalues in words, per ms. */
export function spectrumText(spectrum: Spectrum): string {
  const [one, two] = spectrum;
  if (one!.im !== 0) return `${number(one!.re)} ± ${number(Math.abs(one!.im))}i per ms`;
  return `${number(one!.re)} and ${number(two!.re)} per ms`;
}

const other: Readonly<Record<string, string>> = {
  "stable focus": "a spiral sink",
  "unstable focus": "a spiral source",
  "stable node": "a sink",
  "unstable node": "a source",
};

/** The name of a type, with the other name that it goes by. */
export function typeText(type: string): string {
  return other[type] ? `${type} (${other[type]})` : type;
}

const REACH = 2.8;

/** Field, trajectories, and eigenvectors or nullclines. */
export function fieldPlot(state: State, { record, figures }: PhasePlaneResult): Plot {
  const plane = figures[0] as Plane;
  const linear = state.system === "linear";
  const vectors: PlaneCurve[] = !linear
    ? []
    : eigenvectors(state).map(({ value, x, y }) => ({
        label: value < 0 ? "eigenvector, shrinks" : value > 0 ? "eigenvector, grows" : "eigenvector, stays",
        tone: value > 0 ? "unstable" : "stable",
        x: [-REACH * x, REACH * x],
        y: [-REACH * y, REACH * y],
      }));
  const kept = plane.curves.filter(({ tone }) => !linear || !tone.endsWith("nullcline"));
  const cycle = record.goals.find(({ kind }) => kind === "cycle");
  const kinds = placesOf(state, record).map(
    ({ type, at, spectrum }) =>
      `${typeText(type)} at ${at.map(number).join(", ")}, ${spectrumText(spectrum)}`,
  );
  return {
    figure: {
      ...plane,
      title: "The vector field and where it leads",
      caption: "Arrows: direction in which the state moves. Thin lines: trajectories from several starts.",
      curves: [...kept, ...vectors],
    },
    summary: `${kinds.join("; ")}.${cycle ? ` Around it a ${cycle.label}.` : ""}`.replace(/^./, (first) =>
      first.toUpperCase(),
    ),
  };
}

const FRAME = 1.25;

/** Eigenvalues in the complex plane. */
export function eigenvaluePlot(places: readonly Place[]): Plot {
  const all = places.flatMap(({ spectrum }) => spectrum);
  const size = FRAME * Math.max(0.1, ...all.map(({ re, im }) => Math.max(Math.abs(re), Math.abs(im))));
  const growing = all.filter(({ re }) => re > 1e-9).length;
  return {
    figure: {
      kind: "plane",
      name: "eigenvalues",
      title: "Eigenvalues",
      caption: "Left of the line activity fades, right of it it grows; off the axis it turns as well.",
      x: { label: "Real part: growth", unit: "1/ms", domain: [-size, size] },
      y: { label: "Imaginary part: turning", unit: "rad/ms", domain: [-size, size] },
      curves: [
        { label: "neither fades nor grows", tone: "separatrix", x: [0, 0], y: [-size, size] },
        { tone: "trajectory", x: [-size, size], y: [0, 0] },
      ],
      points: all.map(({ re, im }) => ({ kind: re < -1e-9 ? "stable" : "unstable", x: re, y: im })),
    },
    summary: `${places.map(({ spectrum }) => spectrumText(spectrum)).join("; ")}: ${
      growing === 0
        ? "no direction grows"
        : growing === 1
          ? "one direction grows"
          : `${growing} directions grow`
    }.`,
  };
}

const LONGEST_MS = 200;

/** One of the trajectories over time. */
export function timePlot({ trajectories: [first], request }: PhasePlaneRecord): Plot {
  const kept = first!.times.filter((time) => time <= LONGEST_MS).length;
  const x = first!.times.slice(0, kept);
  const last = [first!.x[kept - 1]!, first!.y[kept - 1]!];
  return {
    wide: true,
    figure: {
      kind: "lines",
      name: "time-course",
      title: "One trajectory over time",
      caption: "The first of the trajectories, as both variables over time.",
      x: { label: "Time", unit: "ms" },
      y: { label: "State" },
      series: [
        { label: request.x.coordinate, x, y: first!.x.slice(0, kept) },
        { label: request.y.coordinate, x, y: first!.y.slice(0, kept), dashed: true },
      ],
    },
    summary: `From ${number(first!.x[0]!)}, ${number(first!.y[0]!)} to ${last.map(number).join(", ")} after ${x.at(-1)!.toFixed(0)} ms.`,
  };
}
