import type { Equilibrium, SystemFamily } from "../analysis/index.js";
import type { Figure } from "../figure.js";
import { equilibriaAt } from "./equilibria-along.js";

/** The three states of a bistable area that differ in their rate, Hz. */
export type Branch = "low" | "unstable" | "high";

export interface States {
  readonly value: number;
  readonly equilibria: readonly Equilibrium[];
  /** Rate of the low, and where there are three of the unstable and high state. */
  readonly rates: Readonly<Partial<Record<Branch, number>>>;
}

/** States at a value of a parameter, those that `isCounted` leaves, by their rate. */
export function statesAt(
  family: SystemFamily,
  parameter: string,
  value: number,
  rateOf: (state: readonly number[]) => number,
  isCounted: (state: readonly number[]) => boolean = () => true,
): States {
  const equilibria = equilibriaAt(family, parameter, value)
    .filter(({ state }) => isCounted(state))
    .sort((a, b) => rateOf(a.state) - rateOf(b.state));
  const rates = Object.fromEntries(
    equilibria.map(({ state, unstable }, i) => [
      unstable > 0 ? "unstable" : i === 0 ? "low" : "high",
      rateOf(state),
    ]),
  );
  return { value, equilibria, rates };
}

/** Rates of the states against the parameter: stable branches solid, the unstable one dashed. */
export function branchesFigure(
  all: readonly States[],
  of: Pick<Figure, "name" | "title" | "caption"> & { readonly label: string; readonly unit?: string },
): Figure {
  const { label, unit, ...titled } = of;
  const curve = (branch: Branch, shown: string) => {
    const there = all.filter(({ rates }) => rates[branch] !== undefined);
    return {
      label: shown,
      tone: branch === "unstable" ? ("unstable" as const) : ("stable" as const),
      x: there.map(({ value }) => value),
      y: there.map(({ rates }) => rates[branch]!),
    };
  };
  return {
    ...titled,
    kind: "plane",
    x: { label, unit },
    y: { label: "Excitatory rate", unit: "Hz" },
    curves: [curve("low", "stable"), curve("high", "stable"), curve("unstable", "unstable")],
    points: [],
  };
}
