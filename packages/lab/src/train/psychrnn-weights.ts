import { InputError } from "@isocortex/core-wasm";
import { type Cell, gru, lstm, weightShapes } from "@isocortex/models";
import type { Attachments } from "../cortices.js";
import type { NdArray } from "../nd-array.js";
import { buildNetwork } from "./build-network.js";
import { daleSigns } from "./circuit-constraints.js";
import type { Constraint } from "./constraints.js";
import type { ResolvedTraining, Training } from "./training.js";

type Arrays = Readonly<Record<string, NdArray>>;

/** Arrays by PsychRNN's names, and what a reader should know of them. */
export interface PsychRnnExport {
  readonly arrays: Record<string, NdArray>;
  readonly notes: readonly string[];
}

const vectors = ["b_rec", "b_out"];
const masks = {
  input_connectivity: "W_in",
  rec_connectivity: "W_rec",
  output_connectivity: "W_out",
} as const;

function matrix(name: string, arrays: Arrays): readonly [number, number] {
  const [rows, columns, ...more] = arrays[name]?.shape ?? [];
  if (rows !== undefined && columns !== undefined && more.length === 0) return [rows, columns];
  throw new InputError(`${name} is ${arrays[name] ? "no matrix" : "missing"}; expected [post][pre].`, {
    path: name,
  });
}

function diagonal(values: ArrayLike<number>): NdArray {
  const n = values.length;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = values[i]!;
  return { shape: [n, n], data };
}

/** The sign of each column of W_out that PsychRNN multiplies magnitudes with; undefined where a column has both. */
function outputSigns({ data }: NdArray, [rows, columns]: readonly [number, number]): (number | undefined)[] {
  return Array.from({ length: columns }, (_, j) => {
    const column = Array.from({ length: rows }, (_row, i) => data[i * columns + j]!);
    const [up, down] = [column.some((value) => value > 0), column.some((value) => value < 0)];
    return up && down ? undefined : down ? -1 : up ? 1 : 0;
  });
}

function maskOf({ rows, columns, mask }: Constraint): NdArray {
  return {
    shape: [rows, columns],
    data: Float64Array.from({ length: rows * columns }, (_, at) => (mask ? mask[at]! : 1)),
  };
}

function notesOf({ network: { cell, convention } }: ResolvedTraining, mixed: boolean): string[] {
  return [
    ...(cell !== "leaky"
      ? [`PsychRNN's Basic network has no ${cell} cell: only a leaky network works the same there.`]
      : convention !== "state"
        ? [
            `PsychRNN knows the state convention only: a network of the ${convention} convention works differently there.`,
          ]
        : []),
    ...(mixed
      ? [
          "PsychRNN takes the magnitude of W_out under Dale's law: units with outputs of both signs work differently there.",
        ]
      : []),
  ];
}

/**
 * Trained weights by the names of PsychRNN 1.0, whose `load_weights_path` reads them; effective weights, [post][pre].
 * @throws InputError when arrays and training do not fit together
 */
export function toPsychRnn(
  training: ResolvedTraining,
  weights: Arrays,
  attached?: Attachments,
): PsychRnnExport {
  const { dale, cell } = training.network;
  const { dale_signs: signs, ...own } = weights;
  const arrays: Record<string, NdArray> = Object.fromEntries(
    Object.entries(own).map(([name, array]) => [
      name,
      vectors.includes(name) ? { shape: [array.data.length], data: array.data } : array,
    ]),
  );
  if (!["leaky", "elman"].includes(cell)) return { arrays, notes: notesOf(training, false) };
  const [hidden, inputs] = matrix("W_in", weights);
  const [outputs] = matrix("W_out", weights);
  const { constraints } = buildNetwork(training, inputs, outputs, attached);
  for (const [mask, name] of Object.entries(masks)) arrays[mask] = maskOf(constraints[name]!);
  const read = dale ? outputSigns(weights.W_out!, [outputs, hidden]) : [];
  const free = Array<number>(hidden).fill(1);
  arrays.Dale_rec = diagonal(dale && signs ? signs.data : free);
  arrays.Dale_out = diagonal(dale ? read.map((sign) => sign ?? 1) : free);
  if (dale && signs) {
    const excitatory = signs.data.filter((sign) => sign > 0).length;
    // int(ratio · N) must give the count back.
    const ratio = dale.ratio ?? (excitatory + 0.5) / hidden;
    arrays.dale_ratio = { shape: [], data: Float64Array.of(Math.min(1, ratio)) };
  }
  return { arrays, notes: notesOf(training, read.includes(undefined)) };
}

const needed = ["W_in", "W_rec", "W_out", "b_rec", "b_out", "init_state"] as const;

/** A network as PsychRNN saved it: its weights, and what of a training they decide. */
export interface PsychRnnImport {
  readonly weights: Record<string, NdArray>;
  readonly network: NonNullable<Training["network"]>;
  readonly notes: readonly string[];
}

function rowsOf({ data }: NdArray, [rows, columns]: readonly [number, number]): (0 | 1)[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_column, j) => (data[i * columns + j] === 0 ? 0 : 1)),
  );
}

function masksOf(arrays: Arrays): NonNullable<Training["network"]>["masks"] {
  const given = Object.entries(masks).flatMap(([mask, name]) => {
    const array = arrays[mask];
    if (!array || array.data.every((value) => value !== 0)) return [];
    const shape = matrix(name, arrays);
    if (matrix(mask, arrays).join() !== shape.join())
      throw new InputError(
        `${mask} is (${array.shape.join(", ")}); expected (${shape.join(", ")}) as ${name}.`,
        { path: mask },
      );
    return [
      [
        name.replace("W_", "").replace("rec", "recurrent").replace("in", "input").replace("out", "output"),
        rowsOf(array, shape),
      ],
    ];
  });
  return Object.fromEntries(given);
}

function daleOf(arrays: Arrays, hidden: number): NonNullable<Training["network"]>["dale"] {
  const diagonalOf = (name: string): number[] =>
    Array.from({ length: hidden }, (_, i) => arrays[name]?.data[i * hidden + i] ?? 1);
  const ratio = arrays.dale_ratio?.data[0];
  if (ratio === undefined || Number.isNaN(ratio) || ratio === 0) return undefined;
  const signs = diagonalOf("Dale_rec").map((sign): 1 | -1 => (sign < 0 ? -1 : 1));
  const byRatio = ratio > 0 && ratio <= 1 && daleSigns(hidden, ratio).every((sign, i) => sign === signs[i]);
  return {
    ...(byRatio ? { ratio } : { signs }),
    excitatoryOutput: !diagonalOf("Dale_out").some((sign) => sign < 0),
  };
}

type Shapes = Readonly<Record<string, readonly [rows: number, columns: number]>>;

/** The arrays as weights of these shapes. @throws InputError for one of another shape */
function shaped(arrays: Arrays, shapes: Shapes): Record<string, NdArray> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]): [string, NdArray] => {
      const { data, shape: got } = arrays[name]!;
      if (data.length !== shape[0] * shape[1] || got.at(-1) !== shape[1])
        throw new InputError(`${name} is (${got.join(", ")}); expected (${shape.join(", ")}), [post][pre].`, {
          path: name,
        });
      return [name, { shape, data }];
    }),
  );
}

/** Gated cells as `toPsychRnn` writes them, told apart by the names of their weights. */
const gated = {
  lstm: lstm({ output: "tanh" }),
  gru: gru({ reset: "after", alpha: 1 }),
  "leaky-gru": gru({ reset: "before", alpha: 1 }),
} as const;

/** A gated network of an export, undefined where the arrays are of none. @throws InputError for a weight of another shape */
function fromGated(arrays: Arrays): PsychRnnImport | undefined {
  const shapesOf = (cell: Cell): Shapes => {
    const [hidden, inputs] = matrix(cell.projections[0]!.input, arrays);
    const [outputs] = matrix("W_out", arrays);
    const shapes = weightShapes({ cell, inputs, hidden, outputs });
    return Object.fromEntries(shapes.map(({ name, shape }) => [name, shape]));
  };
  const found = (Object.keys(gated) as (keyof typeof gated)[]).find((name) => {
    const needed = weightShapes({ cell: gated[name], inputs: 1, hidden: 1, outputs: 1 });
    return needed.every((one) => Object.hasOwn(arrays, one.name));
  });
  if (found === undefined) return undefined;
  const weights = shaped(arrays, shapesOf(gated[found]));
  return {
    weights,
    network: { cell: found, hidden: weights.h0!.data.length },
    notes:
      found === "leaky-gru"
        ? ["the time constant is not in the file; taken as 100 ms, the usual one; --tau says otherwise."]
        : [],
  };
}

/**
 * What PsychRNN saved as a network here: the state convention, Dale's law and masks as it had them; or a gated network of
 * `toPsychRnn`.
 * @throws InputError when a weight is missing or of another shape than the others
 */
export function fromPsychRnn(arrays: Arrays): PsychRnnImport {
  const ofGates = fromGated(arrays);
  if (ofGates) return ofGates;
  const missing = needed.find((name) => !Object.hasOwn(arrays, name));
  if (missing !== undefined) {
    const found = Object.keys(arrays).slice(0, 12).join(", ") || "none";
    throw new InputError(
      `the file has no array ${missing}; expected ${needed.join(", ")}, as PsychRNN's save writes; found ${found}.`,
      {
        path: missing,
      },
    );
  }
  const [hidden, inputs] = matrix("W_in", arrays);
  const [outputs] = matrix("W_out", arrays);
  const shapes = {
    W_in: [hidden, inputs],
    W_rec: [hidden, hidden],
    W_out: [outputs, hidden],
    b_rec: [1, hidden],
    b_out: [1, outputs],
    init_state: [1, hidden],
  } as const;
  const weights = shaped(arrays, shapes);
  const slots = Object.keys(arrays).filter((name) => name.includes("/"));
  const dale = daleOf(arrays, hidden);
  return {
    weights,
    network: {
      cell: "leaky",
      convention: "state",
      hidden,
      noise: 0,
      masks: masksOf(arrays),
      ...(dale ? { dale } : {}),
    },
    notes: slots.length > 0 ? [`left out the optimiser's memory: ${slots.join(", ")}`] : [],
  };
}
