import type { WeightShape } from "@isocortex/models";
import type { Trained } from "./analyses-trained.js";
import { type UnitGroup, unitAreas, unitTypes } from "./analyses-unit-types.js";
import type { Variables } from "./optimisers.js";

/** A lesion: entries of weights that are set to 0. */
export interface Lesion {
  readonly kind: "unit" | "group" | "pathway";
  readonly name: string;
  readonly cuts: (shape: WeightShape, post: number, pre: number) => boolean;
}

const sends = ({ role }: WeightShape): boolean => role === "recurrent" || role === "output";

/** Units that send nothing any more, neither to each other nor to the read-out. */
export function silenced(kind: "unit" | "group", name: string, units: readonly number[]): Lesion {
  const silent = new Set(units);
  return { kind, name, cuts: (shape, _, pre) => sends(shape) && silent.has(pre) };
}

/** Input channels, one by one where there are several, and all at once. */
function inputPathways({ setup }: Trained): readonly Lesion[] {
  const { channels } = setup.source;
  const { inputs } = setup.built.network;
  const ofChannel = channels.inputs.flatMap(({ name, size }) => Array<string>(size).fill(name));
  const cut = (name: string, is: (channel: string) => boolean): Lesion => ({
    kind: "pathway",
    name,
    cuts: ({ role }, _, pre) => role === "input" && is(ofChannel[pre % inputs]!),
  });
  const single = channels.inputs.length > 1 ? channels.inputs : [];
  return [
    cut("input", () => true),
    ...single.map(({ name }) => cut(`input ${name}`, (channel) => channel === name)),
  ];
}

/** Recurrent connections from every group to every group, where there are any. */
function recurrentPathways({ setup, weights }: Trained, groups: readonly UnitGroup[]): readonly Lesion[] {
  const { hidden } = setup.built.network;
  const W = weights.W_rec;
  return groups.flatMap((from) =>
    groups.flatMap((to): readonly Lesion[] => {
      const [pre, post] = [new Set(from.units), new Set(to.units)];
      const some = to.units.some((i) => from.units.some((j) => W?.[i * hidden + j]));
      return some
        ? [
            {
              kind: "pathway",
              name: `${from.name}->${to.name}`,
              cuts: ({ role }, i, j) => role === "recurrent" && post.has(i) && pre.has(j),
            },
          ]
        : [];
    }),
  );
}

/** Every lesion that a network allows: units, E and I and areas, input channels, recurrence and its parts. */
export function lesionsOf(trained: Trained, units: boolean): readonly Lesion[] {
  const { setup } = trained;
  const { network, shapes } = setup.built;
  const [types, areas] = [unitTypes(trained), unitAreas(trained)];
  const recurrent = shapes.some(({ role }) => role === "recurrent");
  const single = Array.from({ length: units ? network.hidden : 0 }, (_, unit) =>
    silenced("unit", String(unit + 1), [unit]),
  );
  return [
    ...[...types, ...areas].map(({ name, units: members }) => silenced("group", name, members)),
    ...inputPathways(trained),
    ...(recurrent
      ? [
          {
            kind: "pathway",
            name: "recurrent",
            cuts: ({ role }) => role === "recurrent",
          } as const satisfies Lesion,
        ]
      : []),
    ...recurrentPathways(trained, types),
    ...recurrentPathways(trained, areas),
    ...single,
  ];
}

/** The weights with a lesion, copies where something is cut. */
export function lesioned({ setup, weights }: Trained, { cuts }: Lesion): Variables {
  return Object.fromEntries(
    setup.built.shapes.map((shape) => {
      const [, columns] = shape.shape;
      const W = weights[shape.name]!;
      if (shape.role === "bias" || shape.role === "state") return [shape.name, W];
      const kept = W.map((value, at) => (cuts(shape, Math.floor(at / columns), at % columns) ? 0 : value));
      return [shape.name, kept];
    }),
  );
}
