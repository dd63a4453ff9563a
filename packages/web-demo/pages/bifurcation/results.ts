import type { Figure, PhasePlaneResult, PlaneCurve, RunResult, Tone } from "@isocortex/lab";
import { numberAt, type Plot, type State } from "../../src/page.js";
import { areaOf, PULSE_START_MS, STRENGTHS } from "./areas.js";
import { type Branch, type Branches, placesAt, statesAt } from "./branches.js";
import type { Relaxation } from "./relaxation.js";

type Plane = Extract<Figure, { kind: "plane" }>;

/** Top of the slide's axis, Hz. */
const TOP_HZ = 50;
const hertz = (rate: number | undefined): string => `${(rate ?? Number.NaN).toFixed(1)} Hz`;

/** Stretches of a branch that are stable or not. */
function stretches({ strength, rate, stable }: Branch): PlaneCurve[] {
  const curves: { label: string; tone: Tone; x: number[]; y: number[] }[] = [];
  for (let i = 1; i < strength.length; i++) {
    const isStable = stable[i - 1]! && stable[i]!;
    const tone = isStable ? "stable" : "unstable";
    let last = curves.at(-1);
    if (last?.tone !== tone) {
      const label = isStable ? "stays" : "divides";
      last = { label, tone, x: [strength[i - 1]!], y: [rate[i - 1]!] };
      curves.push(last);
    }
    last.x.push(strength[i]!);
    last.y.push(rate[i]!);
  }
  return curves;
}

/** Where slow changes of the strength lead, from the end that they begin at. */
export function sweptTo(branches: Branches, sweep: string, strength: number): number | undefined {
  const { rest, memory } = statesAt(branches, strength);
  const resting = rest?.stable ? rest.rate : undefined;
  return sweep === "up" ? (resting ?? memory?.rate) : (memory?.rate ?? resting);
}

const SWEPT = 161;

function sweepCurve(branches: Branches, sweep: string): PlaneCurve {
  const [low, high] = STRENGTHS;
  const x = Array.from({ length: SWEPT }, (_, i) => low + ((high - low) * (i + 0.5)) / SWEPT);
  return {
    label: sweep === "up" ? "strength slowly rising" : "strength slowly falling",
    tone: "first-nullcline",
    x,
    y: x.map((strength) => sweptTo(branches, sweep, strength) ?? Number.NaN),
  };
}

const COLUMNS = 12;
const ROWS = 12;

/** Whether activity between the branches rises or falls. */
function arrowsOf({ rest, memory }: Branches): Plane["arrows"] & object {
  const [low, high] = STRENGTHS;
  return Array.from({ length: COLUMNS * ROWS }, (_, p) => {
    const x = low + ((high - low) * ((p % COLUMNS) + 0.5)) / COLUMNS;
    const y = (TOP_HZ * (Math.floor(p / COLUMNS) + 0.5)) / ROWS;
    const places = [...placesAt(rest, x), ...placesAt(memory, x)].sort((a, b) => a.rate - b.rate);
    const above = places.find(({ rate }) => rate > y);
    const below = places.findLast(({ rate }) => rate <= y);
    // Towards what is stable, away from what is not.
    const rises = above ? above.stable : below !== undefined && !below.stable;
    return { x, y, dx: 0, dy: rises ? 1 : -1 };
  });
}

/** Rest and memory against the strength. */
export function diagramPlot(state: State, branches: Branches, left: number | undefined): Plot {
  const strength = numberAt(state, "strength");
  const { rest, divide, memory } = statesAt(branches, strength);
  const { threshold } = branches;
  const { parameter, perStrength, model } = areaOf(state);
  const fold = threshold === undefined ? [] : placesAt(branches.memory, threshold + 1e-6).slice(-1);
  const away =
    threshold === undefined
      ? "There is no threshold in this range."
      : `Memory begins at strength ${threshold.toFixed(2)}.`;
  const here = [
    `rest at ${hertz(rest?.rate)}${rest?.stable === false ? ", which is not stable any more" : ""}`,
    ...(divide ? [`above ${hertz(divide.rate)} activity grows`] : []),
    ...(memory ? [`memory at ${hertz(memory.rate)}`] : ["no memory"]),
  ];
  return {
    wide: true,
    figure: {
      kind: "plane",
      name: "bifurcation",
      title: "What activity can stay at, by the strength of recurrent connections",
      caption:
        `Equilibria of ${model}, followed in ${parameter} = ${Number(perStrength.toPrecision(6))} times the strength. Solid: stable; ` +
        "dashed: unstable, the least that a pulse has to bring about. Arrows: whether activity rises or falls there.",
      x: { label: "Synaptic strength relative to a baseline", domain: [...STRENGTHS] },
      y: { label: "Firing rate", unit: "Hz", domain: [0, TOP_HZ] },
      arrows: arrowsOf(branches),
      curves: [
        ...stretches(branches.rest),
        ...stretches(branches.memory),
        sweepCurve(branches, String(state.sweep)),
        { label: "this strength", tone: "trajectory", x: [strength, strength], y: [0, TOP_HZ] },
      ],
      points: [
        ...fold.map(({ rate }) => ({ label: "threshold", kind: "mark" as const, x: threshold!, y: rate })),
        ...(left === undefined || left > TOP_HZ
          ? []
          : [{ label: "after the pulse", kind: "stable" as const, x: strength, y: left }]),
      ],
    },
    summary: `${away} At ${strength}: ${here.join("; ")}.`,
  };
}

/** Rates over time, before, during and after the pulse. */
export function timePlot(state: State, run: RunResult, held: boolean): Plot {
  const { rates } = areaOf(state).pulse!;
  const x = [...run.arrays[`${rates[0]!}.timeMs`]!.data];
  const own = run.arrays[rates[0]!]!.data;
  const to = PULSE_START_MS + numberAt(state, "pulseMs");
  const later = own[Math.min(own.length - 1, Math.round((to + 500) / (x[1]! - x[0]!)))]!;
  const left = own.at(-1)!;
  return {
    figure: {
      kind: "lines",
      name: "time-course",
      title: "A pulse, and what is left of it",
      caption: "Rates of the area's populations; the pulse enters the first of them.",
      x: { label: "Time", unit: "ms" },
      y: { label: "Firing rate", unit: "Hz" },
      series: rates.map((name, i) => ({ label: name, x, y: [...run.arrays[name]!.data], dashed: i > 0 })),
      spans: [{ from: PULSE_START_MS, to, label: "pulse" }],
    },
    summary: `${rates[0]} reaches ${hertz(Math.max(...own))}; 0.5 s after the pulse it is at ${hertz(later)}, at the end at ${hertz(left)}: ${held ? "it remembers" : "it forgets"}.`,
  };
}

/** Rates as they relax, where there is no time course. */
export function relaxationPlot({ time, selective, others }: Relaxation, held: boolean): Plot {
  return {
    wide: true,
    figure: {
      kind: "lines",
      name: "relaxation",
      title: "Where the rates relax to",
      caption:
        "A mean field says at which rates a network can stay, not how it gets there: this is a relaxation to them, in units of an arbitrary time, from the rate that a pulse leaves.",
      x: { label: "Relaxation time" },
      y: { label: "Firing rate", unit: "Hz" },
      series: [
        { label: "pool that the pulse entered", x: time, y: selective },
        { label: "other pools", x: time, y: others, dashed: true },
      ],
    },
    summary: `From ${hertz(selective[0])} the pool comes to ${hertz(selective.at(-1))}: ${held ? "memory" : "back to rest"}.`,
  };
}

/** The plane that the state moves in, with the way that it went. */
export function planePlot(state: State, { record, figures }: PhasePlaneResult, run: RunResult): Plot {
  const figure = figures[0] as Plane;
  const [[x], [y]] = areaOf(state).pulse!.plane;
  const at = record.coordinates.findIndex(({ name }) => name === x);
  const places = (isStable: boolean): string =>
    record.equilibria
      .filter(({ unstable }) => (unstable === 0) === isStable)
      .map(({ state: place }) => place[at]!.toFixed(3))
      .join(", ");
  const between = places(false);
  return {
    figure: {
      ...figure,
      title: "Basins: what pulls the state where",
      caption: `${figure.caption} Black line: the way from rest through the pulse and after.`,
      curves: [
        ...figure.curves,
        {
          label: "way through the pulse",
          tone: "stable",
          x: [...run.arrays[x]!.data],
          y: [...run.arrays[y]!.data],
        },
      ],
    },
    summary: `Stable where ${x} is ${places(true)}${between === "" ? ": all ways lead there" : `; a saddle divides at ${between}`}.`,
  };
}
