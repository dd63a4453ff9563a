import { histogram, weightStatistics } from "../analysis/weight-statistics.js";
import { wholeNumber } from "./analyses-options.js";
import type { Trained, TrainedAnalysis } from "./analyses-trained.js";
import { type UnitGroup, unitTypes } from "./analyses-unit-types.js";

const options = { bins: 40 };

interface Connections {
  readonly type: string;
  readonly values: readonly number[];
}

function between(W: ArrayLike<number>, columns: number, post: UnitGroup, pre: UnitGroup): number[] {
  return post.units.flatMap((i) => pre.units.map((j) => W[i * columns + j]!));
}

/** Weights by type of connection, pre->post: between E and I where units have types, else all recurrent ones of a matrix. */
export function connectionsOf(trained: Trained): readonly Connections[] {
  const { setup, weights } = trained;
  const { shapes, network } = setup.built;
  const types = unitTypes(trained);
  return shapes.flatMap(({ name, role }): readonly Connections[] => {
    if (role === "bias" || role === "state") return [];
    const W = weights[name]!;
    if (role === "recurrent" && types.length > 0)
      return types.flatMap((pre) =>
        types.map((post) => ({
          type: `${pre.name}->${post.name}`,
          values: between(W, network.hidden, post, pre),
        })),
      );
    const alone = shapes.filter((shape) => shape.role === role).length === 1;
    return [{ type: alone ? role : `${role} ${name}`, values: Array.from(W) }];
  });
}

export const weightsAnalysis: TrainedAnalysis<typeof options> = {
  meaning:
    "weights by type of connection (E->E, E->I, I->E, I->I, input, output): mean, spread, part that is zero",
  options,
  apply(trained, { bins: wanted }, path) {
    const bins = wholeNumber(wanted, `${path}.bins`, 2, 1000);
    const connections = connectionsOf(trained).filter(({ values }) => values.length > 0);
    const statistics = connections.map(({ type, values }) => ({ type, ...weightStatistics(values) }));
    const low = statistics.reduce((least, { min }) => Math.min(least, min), 0);
    const high = statistics.reduce((most, { max }) => Math.max(most, max), 0);
    const range = [low, high > low ? high : low + 1] as const;
    return {
      numbers: { types: statistics },
      figures: [
        {
          kind: "lines",
          name: "weights",
          title: `Weights by type, ${trained.setup.resolved.name}`,
          caption: `Part of the weights that are not 0 in each of ${bins} bins, by type of connection (from->to).`,
          x: { label: "Weight" },
          y: { label: "Part of the weights" },
          series: connections.map(({ type, values }) => {
            const there = values.filter((value) => value !== 0);
            const { centres, counts } = histogram(there, range, bins);
            return { label: type, x: centres, y: counts.map((count) => count / Math.max(1, there.length)) };
          }),
        },
      ],
    };
  },
};
