import type { Lab } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";
import { areaOf, branchRequest } from "./areas.js";

/** Equilibria along the strength. */
export interface Branch {
  readonly strength: readonly number[];
  readonly rate: readonly number[];
  readonly stable: readonly boolean[];
  readonly states: readonly (readonly number[])[];
}

/** Rest and memory against the strength, and where memory begins. */
export interface Branches {
  readonly rest: Branch;
  readonly memory: Branch;
  /** Strength at the fold of the branch of memory, where there is one in the range followed. */
  readonly threshold: number | undefined;
}

/** An equilibrium at a strength. */
export interface Place {
  readonly rate: number;
  readonly stable: boolean;
  readonly state: readonly number[];
}

/** Equilibria of a branch at a strength, lowest rate first, on straight lines between its points. */
export function placesAt({ strength, rate, stable, states }: Branch, at: number): readonly Place[] {
  const found: Place[] = [];
  for (let i = 1; i < strength.length; i++) {
    const [a, b] = [strength[i - 1]!, strength[i]!];
    if (a === b || Math.min(a, b) > at || Math.max(a, b) <= at) continue;
    const share = (at - a) / (b - a);
    const between = (from: number, to: number): number => from + share * (to - from);
    found.push({
      rate: between(rate[i - 1]!, rate[i]!),
      stable: stable[i - 1]! && stable[i]!,
      state: states[i]!.map((value, j) => between(states[i - 1]![j]!, value)),
    });
  }
  return found.sort((one, two) => one.rate - two.rate);
}

/** What there is at a strength: rest, what divides, and memory. */
export function statesAt({ rest, memory }: Branches, strength: number) {
  const upper = placesAt(memory, strength);
  return {
    rest: placesAt(rest, strength)[0],
    divide: upper.find(({ stable }) => !stable),
    memory: upper.findLast(({ stable }) => stable),
  };
}

async function branch(lab: Lab, signal: AbortSignal, state: State, from: "rest" | "memory") {
  const { perStrength, rateOf, isOwn } = areaOf(state);
  const { record } = await lab.bifurcate(branchRequest(state, from), { signal });
  const { equilibria, points } = record.diagram;
  const { parameter = [], states = [], unstable = [] } = equilibria[0] ?? {};
  const own = [...states.keys()].filter((i) => isOwn(states[i]!));
  const [fold] = points
    .filter((point) => point.kind === "LP" && point.of === "equilibria" && point.branch === 0)
    .filter((point) => isOwn(point.state))
    .sort((one, two) => rateOf(two.state) - rateOf(one.state));
  return {
    along: {
      strength: own.map((i) => parameter[i]! / perStrength),
      rate: own.map((i) => rateOf(states[i]!)),
      stable: own.map((i) => unstable[i] === 0),
      states: own.map((i) => states[i]!),
    },
    fold: fold && fold.parameter / perStrength,
  };
}

/** Follows branches, once for each model and inhibition. */
export function branchKeeper(): (lab: Lab, signal: AbortSignal, state: State) => Promise<Branches> {
  const kept = new Map<string, Branches>();
  return async (lab, signal, state) => {
    const key = `${state.model} ${numberAt(state, "inhibition")}`;
    const known = kept.get(key);
    if (known) return known;
    const [rest, memory] = await Promise.all([
      branch(lab, signal, state, "rest"),
      branch(lab, signal, state, "memory"),
    ]);
    const branches = { rest: rest.along, memory: memory.along, threshold: memory.fold };
    kept.set(key, branches);
    return branches;
  };
}
