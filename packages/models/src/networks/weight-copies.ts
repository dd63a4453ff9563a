import type { Role } from "./cell.js";
import { weightShapes } from "./network.js";
import { type UnitRange, unitRanges } from "./network-areas.js";
import type { Unrolling } from "./unroll.js";

/** A part of a weight where the unrolled network has a copy of it. */
export interface WeightCopy {
  /** Name of the weight in the recurrent network. */
  readonly weight: string;
  /** The step of the copy that it leads to, or from for the read-out; 0 for an initial state. */
  readonly step: number;
  /** Area that it leads to; none for the read-out. */
  readonly to?: number | undefined;
  /** Area that it comes from; none for inputs, biases and states. */
  readonly from?: number | undefined;
}

/** A copy with where its numbers are in the weight, (rows, columns). */
export interface PlacedCopy extends WeightCopy {
  readonly role: Role;
  readonly rows: UnitRange;
  readonly columns: UnitRange;
}

/** Every copy of every weight, by step. */
export function weightCopies(unrolling: Unrolling): readonly PlacedCopy[] {
  const { network, areas, copies, connections, readSteps, seeInput, seenByOutput } = unrolling;
  const { cell } = network;
  const ranges = unitRanges(areas, network.hidden);
  const shapes = new Map(weightShapes(network).map((shape) => [shape.name, shape]));
  const placed = (copy: WeightCopy): PlacedCopy => {
    const { shape, role } = shapes.get(copy.weight)!;
    const whole = (size: number): UnitRange => ({ from: 0, to: size });
    const [to, from] = [copy.to, copy.from].map((area) => (area === undefined ? undefined : ranges[area]!));
    const vector = role === "bias" || role === "state";
    return {
      ...copy,
      role,
      rows: (vector ? undefined : to) ?? whole(shape[0]),
      columns: (vector ? to : from) ?? whole(shape[1]),
    };
  };
  const ofCopy = copies.flatMap(({ area: to, step }, place): WeightCopy[] => {
    if (step === 0) return cell.states.map((weight) => ({ weight, step, to }));
    const sources = connections.filter((wire) => wire.to === place && wire.type !== "leak");
    return [
      ...cell.projections.flatMap(({ input, recurrent, bias }): WeightCopy[] => [
        ...(seeInput[to] ? [{ weight: input, step, to }] : []),
        { weight: bias, step, to },
        ...sources.map(({ from }) => ({ weight: recurrent!, step, to, from: copies[from]!.area })),
      ]),
      ...cell.vectors.map((weight) => ({ weight, step, to })),
    ];
  });
  const ofOutput = readSteps.flatMap((step): WeightCopy[] => [
    ...areas.flatMap((_, from) => (seenByOutput[from] ? [{ weight: "W_out", step, from }] : [])),
    { weight: "b_out", step },
  ]);
  return [...ofCopy, ...ofOutput].map(placed);
}

/** rows x columns of a row-major matrix. */
export function cut<F extends Float64Array | Float32Array>(
  W: F,
  width: number,
  { rows, columns }: Pick<PlacedCopy, "rows" | "columns">,
): F {
  const across = columns.to - columns.from;
  const part = W.slice(0, (rows.to - rows.from) * across) as F;
  for (let i = rows.from; i < rows.to; i++)
    part.set(W.subarray(i * width + columns.from, i * width + columns.to), (i - rows.from) * across);
  return part;
}
