import { type Equilibrium, equilibriumAt } from "../bifurcation/equilibria.js";
import type { DynamicalSystem } from "../dynamical-system.js";
import { minimiseSpeed } from "../minimise-speed.js";
import type { FlowOptions, Path } from "./flow.js";
import { type LimitCycle, limitCycle } from "./limit-cycle.js";

/**
 * Where paths end: an isolated equilibrium or closed orbit; one of a line of equilibria ("line") or of a family of closed
 * orbits ("closed"); beyond the bounds; or nowhere in the time they were given.
 */
export type Goal =
  | { readonly kind: "equilibrium"; readonly equilibrium: Equilibrium }
  | { readonly kind: "cycle"; readonly cycle: LimitCycle }
  | { readonly kind: "line" | "closed" | "away" | "unsettled" };

export interface Goals {
  readonly goals: readonly Goal[];
  /** Index into `goals` for each path. */
  readonly of: readonly number[];
}

type Scales = Pick<FlowOptions, "widths" | "low" | "high">;

/** A path is at an equilibrium that lies this near to its end, in widths. */
const NEAR = 0.01;
/** How near to a cycle the end of a path that closed lies, in widths, when it is that cycle. */
const BESIDE = 0.01;
/** So many cycles are looked for at most: each takes some turns. */
const MOST_CYCLES = 8;
const REST = 1e-8;

const distance = (a: ArrayLike<number>, b: ArrayLike<number>, at: number, widths: Float64Array): number => {
  let most = 0;
  for (let i = 0; i < widths.length; i++) most = Math.max(most, Math.abs(a[i]! - b[at + i]!) / widths[i]!);
  return most;
};

function isOn({ states }: LimitCycle, end: Float64Array, widths: Float64Array): boolean {
  for (let at = 0; at < states.length; at += widths.length)
    if (distance(end, states, at, widths) < BESIDE) return true;
  return false;
}

/**
 * What each path came to. Equilibria that are not among the known ones are found from the ends of paths; so are limit
 * cycles.
 */
export function goalsOf(
  system: DynamicalSystem,
  paths: readonly Path[],
  known: readonly Equilibrium[],
  scales: Scales,
): Goals {
  const { widths } = scales;
  const goals: Goal[] = [];
  const equilibria = known.map((equilibrium) => ({ equilibrium, goal: -1 }));
  const cycles: { readonly cycle: LimitCycle; readonly goal: number }[] = [];
  let searches = 0;
  const add = (goal: Goal): number => goals.push(goal) - 1;
  const plain = (kind: "line" | "closed" | "away" | "unsettled"): number => {
    const there = goals.findIndex((goal) => goal.kind === kind);
    return there < 0 ? add({ kind }) : there;
  };
  /** Index of the nearest known equilibrium that is near. */
  const nearestTo = (end: Float64Array): number => {
    let [best, nearest] = [-1, NEAR];
    equilibria.forEach(({ equilibrium }, i) => {
      const away = distance(end, equilibrium.state, 0, widths);
      if (away < nearest) [best, nearest] = [i, away];
    });
    return best;
  };
  const atRest = (end: Float64Array): number => {
    let best = nearestTo(end);
    if (best < 0) {
      const { x, residual } = minimiseSpeed(system, end);
      if (!(residual <= REST) || !(distance(end, x, 0, widths) < NEAR)) return plain("unsettled");
      const equilibrium = equilibriumAt(system, x, residual);
      if (equilibrium.type === "degenerate") return plain("line");
      best = equilibria.push({ equilibrium, goal: -1 }) - 1;
    }
    const one = equilibria[best]!;
    if (one.equilibrium.type === "degenerate") return plain("line");
    if (one.goal < 0) one.goal = add({ kind: "equilibrium", equilibrium: one.equilibrium });
    return one.goal;
  };
  /** A path whose time is spent counts as come to a stable equilibrium that it is near. */
  const unfinished = (end: Float64Array): number => {
    const near = nearestTo(end);
    return near >= 0 && equilibria[near]!.equilibrium.type.startsWith("stable")
      ? atRest(end)
      : plain("unsettled");
  };
  const onCycle = ({ end, period }: Path): number => {
    const there = cycles.find(({ cycle }) => isOn(cycle, end, widths));
    if (there) return there.goal;
    const cycle = searches++ < MOST_CYCLES ? limitCycle(system, end, period!, scales) : undefined;
    // One of a family of closed orbits stands for the others, which are not all looked at.
    const isOneOfMany = cycle ? cycle.neutral : goals.some(({ kind }) => kind === "closed");
    if (isOneOfMany) return plain("closed");
    if (!cycle) return plain("unsettled");
    const goal = add({ kind: "cycle", cycle });
    cycles.push({ cycle, goal });
    return goal;
  };
  const of = paths.map((path) => {
    if (path.ending === "settled") return atRest(path.end);
    if (path.ending === "cycle") return onCycle(path);
    return path.ending === "left" ? plain("away") : unfinished(path.end);
  });
  return { goals, of };
}
