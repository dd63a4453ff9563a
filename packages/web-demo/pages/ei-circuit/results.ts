import type { Figure, PhasePlaneResult, PlaneCurve, RunResult } from "@isocortex/lab";
import { numberAt, type Plot, type State } from "../../src/page.js";
import { EVERY_MS, PULSE_START_MS, rest, type Terms, termsAt } from "./circuit.js";

type Plane = Extract<Figure, { kind: "plane" }>;

/** The rates of a run, and where its pulse ends. */
export interface Rates {
  readonly timeMs: readonly number[];
  readonly rE: readonly number[];
  readonly rI: readonly number[];
  /** Index of the last sample of the pulse. */
  readonly pulseEnd: number;
  /** Index of the sample to look at more closely, and what it is: the end of the pulse, unless the rates run away before. */
  readonly look: number;
  readonly moment: string;
}

/** Of a circuit that runs away no more than this is drawn. */
const CEILING_HZ = 300;

export function ratesOf({ arrays }: RunResult, state: State): Rates {
  const timeMs = [...arrays["rE.timeMs"]!.data];
  const [rE, rI] = [[...arrays.rE!.data], [...arrays.rI!.data]];
  const pulseEnd = Math.min(
    timeMs.length - 1,
    Math.round((PULSE_START_MS + numberAt(state, "pulseMs")) / EVERY_MS),
  );
  const away = rE.findIndex((rate) => rate > CEILING_HZ);
  const isAway = away >= 0 && away < pulseEnd;
  return {
    ...{ timeMs, rE, rI, pulseEnd },
    look: isAway ? away : pulseEnd,
    moment: isAway ? "E runs away" : "the pulse ends",
  };
}

/** Top of the axes: a fifth above the highest rate, at least twice the rate of I at rest. */
export function topOf({ rE, rI }: Rates): number {
  const highest = Math.max(2 * rest.I, 1.2 * Math.max(...rE, ...rI));
  return Math.min(CEILING_HZ, Math.ceil(highest / 10) * 10);
}

/** Both rates over time. */
export function ratesPlot({ timeMs, rE, rI, pulseEnd }: Rates, top: number, pulse: number): Plot {
  const drawn = (rates: readonly number[]): number[] => rates.map((rate) => Math.min(rate, 2 * CEILING_HZ));
  const last = rE.at(-1)!;
  return {
    figure: {
      kind: "lines",
      name: "rates",
      title: "Firing rates over time",
      caption: "Rates of excitatory (E) and inhibitory (I) cells; the pulse enters E.",
      x: { label: "Time", unit: "ms" },
      y: { label: "Rate", unit: "Hz", domain: [0, top] },
      series: [
        { label: "E", x: timeMs, y: drawn(rE) },
        { label: "I", x: timeMs, y: drawn(rI), dashed: true },
      ],
      ...(pulse === 0 ? {} : { spans: [{ from: PULSE_START_MS, to: timeMs[pulseEnd]!, label: "pulse" }] }),
    },
    summary:
      last > CEILING_HZ
        ? `The rates run away: E passes ${CEILING_HZ} Hz at ${timeMs[rE.findIndex((rate) => rate > CEILING_HZ)]} ms, since nothing here saturates.`
        : `E starts at ${rest.E} Hz, is at ${rE[pulseEnd]!.toFixed(1)} Hz when the pulse ends and at ${last.toFixed(1)} Hz at the end; its lowest rate is ${Math.min(...rE).toFixed(1)} Hz.`,
  };
}

/** Nullclines, flow and the path that the rates take; with the nullcline of E during the pulse. */
export function planePlot(
  { record, figures }: PhasePlaneResult,
  during: PhasePlaneResult | undefined,
  { rE, rI }: Rates,
  slowMs: number,
): Plot {
  const plane = figures[0] as Plane;
  const { equilibria } = record;
  const moved: PlaneCurve[] = (during?.record.nullclines[0]?.pieces ?? []).map(({ x, y }) => ({
    label: "drE/dt = 0 during the pulse",
    tone: "unstable",
    x,
    y,
  }));
  const kinds = equilibria.map(
    ({ type, state }) => `a ${type} at ${state.map((rate) => Math.abs(rate).toFixed(1)).join(" and ")} Hz`,
  );
  return {
    figure: {
      ...plane,
      title: "Phase plane",
      caption: "Rate of I against rate of E; arrows: direction of the flow without the pulse.",
      x: { ...plane.x, label: "Rate of E, rE" },
      y: { ...plane.y, label: "Rate of I, rI" },
      curves: [
        ...plane.curves.map((curve) => ({ ...curve, label: curve.label?.replace("d/dt", "") })),
        ...moved,
        { label: "path after the pulse begins", tone: "stable", x: rE, y: rI },
      ],
    },
    summary:
      kinds.length === 0
        ? "There is no equilibrium in the plane."
        : `Where both nullclines meet: ${kinds.join("; ")}. Activity ${slowMs < 0 ? `grows e-fold in ${(-slowMs).toFixed(1)} ms` : `fades with ${slowMs.toFixed(1)} ms`}.`,
  };
}

const sum = ({ leak, self, background, pulse, inhibition }: Terms): number =>
  leak + self + background + pulse + inhibition;

/** Term by term what acts on E when the pulse ends. */
export function termsPlot(state: State, { rE, rI, look, moment }: Rates): Plot {
  const terms = termsAt(state, rE[look]!, rI[look]!, numberAt(state, "pulse"));
  const { leak, self, background, pulse, inhibition } = terms;
  const total = sum(terms);
  const drive = total - leak;
  const sign = (value: number): string => (value >= 0 ? "pushes up" : "pulls down");
  const bars = { leak, self, background, pulse, inhibition };
  return {
    figure: {
      kind: "bars",
      name: "terms",
      title: `Who pulls which way when ${moment}`,
      caption:
        "The terms of the equation of E, each multiplied by the slope betaE; the background stands for all other areas.",
      x: { label: "Term", type: "band" },
      y: { label: "Effect on E", unit: "Hz" },
      bars: Object.entries(bars).map(([label, value]) => ({ label, value, group: sign(value) })),
    },
    summary:
      `Leak ${leak.toFixed(1)}, excitation of itself ${self.toFixed(1)}, background ${background.toFixed(1)}, pulse ${pulse.toFixed(1)}, inhibition ${inhibition.toFixed(1)} Hz; ` +
      (drive < 0
        ? `all input together is ${drive.toFixed(1)} Hz: below zero, so it counts as none and only the leak is left.`
        : `together ${total.toFixed(1)} Hz, which is tau drE/dt.`),
  };
}

const SAMPLE_MS = 50;

/** Rate against current, and where the cells are on their way. */
export function gainPlot(state: State, { rE, rI, look, moment }: Rates): Plot {
  const betaE = numberAt(state, "betaE");
  const currentAt = (i: number, pulse: number): number => {
    const terms = termsAt(state, rE[i]!, rI[i]!, pulse);
    return betaE > 0 ? (sum(terms) - terms.leak) / betaE : 0;
  };
  const pulse = numberAt(state, "pulse");
  const later = Math.min(rE.length - 1, look + SAMPLE_MS / EVERY_MS);
  const places = [
    { label: "rest", at: 0, pulse: 0 },
    { label: moment, at: look, pulse },
    { label: `${SAMPLE_MS} ms later`, at: later, pulse: 0 },
  ].map(({ label, at, pulse: amplitude }) => ({ label, x: currentAt(at, amplitude), y: rE[at]! }));
  const currents = places.map(({ x }) => x).filter((x) => Math.abs(x) < 1e5);
  const [low, high] = [Math.min(-100, ...currents) * 1.1, Math.max(300, ...currents) * 1.15];
  const top = Math.max(20, betaE * high, ...places.map(({ y }) => Math.min(y, CEILING_HZ))) * 1.05;
  const [, end] = places;
  return {
    figure: {
      kind: "plane",
      name: "f-I-curve",
      title: "From current to rate",
      caption:
        "The rate that a current leads to, [betaE I]+, and the current and rate of E at three moments. A dot below the line rises, one above it falls.",
      x: { label: "Current into E", unit: "pA", domain: [low, high] },
      y: { label: "Rate of E", unit: "Hz", domain: [0, top] },
      curves: [
        {
          label: `slope betaE = ${betaE} Hz/pA`,
          tone: "first-nullcline",
          x: [low, 0, high],
          y: [0, 0, betaE * high],
        },
      ],
      points: places
        .filter(({ x, y }) => x >= low && x <= high && y <= top)
        .map((place) => ({ ...place, kind: "stable" as const })),
    },
    summary: `When ${moment}, ${end!.x.toFixed(0)} pA reach E, which lead to ${Math.max(0, betaE * end!.x).toFixed(1)} Hz; E is at ${end!.y.toFixed(1)} Hz. Below 0 pA the rate stays at 0.`,
  };
}
