import { type Core, InputError, type Precision } from "@isocortex/core-wasm";
import { activations } from "./activation.js";
import type { Weights } from "./cell.js";
import { unitRanges } from "./network-areas.js";
import type { Unrolling } from "./unroll.js";

type Floats = Float64Array | Float32Array;

/** An Elman network unrolled in time as one map z = f(F z + G x + b): F (n, n), G (n, m), b (n), row-major. */
export interface UnrolledMatrix {
  /** Units of all copies, step by step. */
  readonly n: number;
  /** Inputs of all steps. */
  readonly m: number;
  /** Block (t, t - 1) has the recurrent weights, block (t, t) those of instantaneous bottom-up connections. */
  readonly F: Float64Array;
  readonly G: Float64Array;
  readonly b: Float64Array;
}

/** @throws InputError unless the network is an Elman network that starts from zero, unrolled in time */
function checkElman({ network: { cell }, options }: Unrolling): void {
  if (!cell.leak || cell.gain !== 1 || cell.leak.convention === "state")
    throw new InputError(`a ${cell.name} network is not z = f(F z + G x + b); use elman.`, {
      path: "network.cell",
    });
  if (options.in !== "time" || options.start !== "zero")
    throw new InputError(
      `the network is unrolled in ${options.in} from ${options.start}; expected { in: "time", start: "zero" }.`,
      { path: "options" },
    );
}

/** The matrices of an unrolled Elman network.                                           van Bergen & Kriegeskorte 2020 */
export function unrolledMatrix(unrolling: Unrolling, weights: Weights): UnrolledMatrix {
  checkElman(unrolling);
  const { network, areas, copies, connections, options } = unrolling;
  const { hidden, inputs } = network;
  const ranges = unitRanges(areas, hidden);
  const [n, m] = [options.steps * hidden, options.steps * inputs];
  const [F, G, b] = [new Float64Array(n * n), new Float64Array(n * m), new Float64Array(n)];
  for (const wire of connections) {
    const [to, from] = [copies[wire.to]!, copies[wire.from]!];
    const [rows, columns] = [ranges[to.area]!, ranges[from.area]!];
    const [row0, column0] = [(to.step - 1) * hidden, (from.step - 1) * hidden];
    for (let i = rows.from; i < rows.to; i++)
      for (let j = columns.from; j < columns.to; j++)
        F[(row0 + i) * n + column0 + j] = weights.W_rec![i * hidden + j]!;
  }
  for (let t = 0; t < options.steps; t++) {
    b.set(weights.b_rec!, t * hidden);
    for (let i = 0; i < hidden; i++)
      G.set(weights.W_in!.subarray(i * inputs, (i + 1) * inputs), (t * hidden + i) * m + t * inputs);
  }
  return { n, m, F, G, b };
}

export interface SweepOptions {
  readonly trials: number;
  readonly precision: Precision;
  /** Times that z = f(F z + G x + b) is carried out, from z = 0. */
  readonly sweeps: number;
}

/**
 * z (trials, n) after some sweeps over all copies at once, x (trials, steps · inputs). As many sweeps as there are layers
 * give every copy its rate: the same bits as steps of the recurrent network, in strict mode and while all is finite, for a
 * block of zeros adds zeros to sums that are never -0.
 */
export function sweepUnrolled(
  core: Core,
  unrolling: Unrolling,
  weights: Weights,
  x: Floats,
  { trials, precision, sweeps }: SweepOptions,
): Floats {
  const { n, m, F, G, b } = unrolledMatrix(unrolling, weights);
  const { apply } = activations[unrolling.network.cell.leak!.activation];
  if (x.length !== trials * m)
    throw new InputError(`x has ${x.length} numbers; expected ${trials} trials x ${m} inputs of all steps.`, {
      path: "x",
    });
  const arena = core.allocate(
    {
      F: { packed: [n, n] },
      G: { packed: [n, m] },
      b: [n],
      x: [trials, m],
      drive: [trials, n],
      z: [trials, n],
      next: [trials, n],
    },
    precision,
  );
  const { k, at, view } = arena;
  arena.pack("F", F);
  arena.pack("G", G);
  view.b.set(b);
  view.x.set(x);
  k.matmul(at.drive, at.G, at.x, n, m, trials);
  k.addRows(at.drive, at.drive, at.b, trials, n);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    k.copy(at.next, at.drive, trials * n);
    k.matmulAdd(at.next, at.F, at.z, n, n, trials);
    apply(k, at.z, at.next, trials * n);
  }
  return view.z.slice();
}
