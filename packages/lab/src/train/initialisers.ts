import { InputError, type RandomStream, scalar, uniformsOf } from "@isocortex/core-wasm";
import { Matrix, QrDecomposition } from "ml-matrix";
import type { Constraint } from "./constraints.js";
import type { Floats } from "./floats.js";
import { gaussiansOf } from "./gaussians.js";
import { scaleToRadius } from "./spectral-radius.js";

/**
 * Values to start from.
 * - `glorot-normal`, `glorot-uniform`: sd sqrt(2/(in + out)), limits ±sqrt(6/(in + out)); in = connections into the
 *   row's unit, out = connections from the column's, both counted from the mask     Glorot & Bengio 2010, eqs. 12, 16
 * - `orthogonal`: gain · Q of a Gaussian matrix's QR, signs such that Q is uniform          Mezzadri 2007, section 5
 * - `identity`: gain on the diagonal
 * - `gamma`: gamma variates of shape 2 and the given mean, all positive: magnitudes for Dale's law
 *                                                                             Song, Yang & Wang 2016, PLoS CB 12:e1004792
 */
export type Distribution =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "normal"; readonly mean?: number | undefined; readonly sd: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "glorot-normal" | "glorot-uniform" }
  | { readonly kind: "orthogonal" | "identity"; readonly gain?: number | undefined }
  | { readonly kind: "gamma"; readonly mean?: number | undefined };

export type Initialiser = Distribution & {
  /** Scale each row's inhibitory entries by its number of excitatory over inhibitory connections. */
  readonly balance?: boolean | undefined;
  /** Spectral radius of the effective matrix. */
  readonly radius?: number | undefined;
};

/** A random initial state: 0.1 + 0.01 N(0, 1).                                                              PsychRNN */
export const randomState: Initialiser = { kind: "normal", mean: 0.1, sd: 0.01 };

/**
 * Fills out (rows, columns) with raw weights. Masked entries are drawn too, so that a mask moves no number.
 * @throws InputError when the radius cannot be had
 */
export function initialise(
  out: Floats,
  initialiser: Initialiser,
  stream: RandomStream,
  constraint: Constraint,
): void {
  drawInto(out, initialiser, stream, constraint);
  if (initialiser.balance) balanceInto(out, constraint);
  if (initialiser.radius !== undefined) scaleToRadius(out, initialiser.radius, constraint);
}

function drawInto(out: Floats, from: Distribution, stream: RandomStream, constraint: Constraint): void {
  const { rows, columns } = constraint;
  const size = rows * columns;
  switch (from.kind) {
    case "constant":
      out.fill(from.value, 0, size);
      return;
    case "normal": {
      const gaussian = gaussiansOf(stream);
      for (let at = 0; at < size; at++) out[at] = (from.mean ?? 0) + from.sd * gaussian();
      return;
    }
    case "uniform": {
      const uniform = uniformsOf(stream);
      for (let at = 0; at < size; at++) out[at] = from.low + (from.high - from.low) * uniform();
      return;
    }
    case "glorot-normal":
    case "glorot-uniform":
      glorotInto(out, from.kind, stream, constraint);
      return;
    case "orthogonal":
      orthogonalInto(out, from.gain ?? 1, stream, rows, columns);
      return;
    case "identity":
      for (let at = 0; at < size; at++)
        out[at] = Math.floor(at / columns) === at % columns ? (from.gain ?? 1) : 0;
      return;
    case "gamma": {
      const uniform = uniformsOf(stream);
      const scale = (from.mean ?? 1) / 2;
      for (let at = 0; at < size; at++) out[at] = -scale * scalar.log((1 - uniform()) * (1 - uniform()));
      return;
    }
    default:
      throw new InputError(
        `initialiser is "${(from as { kind: string }).kind}"; expected constant, normal, uniform, glorot-normal, glorot-uniform, orthogonal, identity or gamma.`,
        { path: "initialiser.kind" },
      );
  }
}

function glorotInto(
  out: Floats,
  kind: "glorot-normal" | "glorot-uniform",
  stream: RandomStream,
  { rows, columns, mask }: Constraint,
): void {
  const into = new Float64Array(rows);
  const from = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) {
    if (mask && mask[at] === 0) continue;
    into[Math.floor(at / columns)]!++;
    from[at % columns]!++;
  }
  const normal = kind === "glorot-normal";
  const uniform = uniformsOf(stream);
  const draw = normal ? gaussiansOf(stream) : () => 2 * uniform() - 1;
  for (let at = 0; at < rows * columns; at++) {
    const fans = into[Math.floor(at / columns)]! + from[at % columns]!;
    const value = draw();
    out[at] = fans === 0 ? 0 : value * Math.sqrt((normal ? 2 : 6) / fans);
  }
}

function orthogonalInto(
  out: Floats,
  gain: number,
  stream: RandomStream,
  rows: number,
  columns: number,
): void {
  const gaussian = gaussiansOf(stream);
  const [tall, wide] = [Math.max(rows, columns), Math.min(rows, columns)];
  const qr = new QrDecomposition(
    Matrix.from1DArray(tall, wide, Array.from({ length: tall * wide }, gaussian)),
  );
  const Q = qr.orthogonalMatrix;
  const R = qr.upperTriangularMatrix;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const [row, column] = rows >= columns ? [i, j] : [j, i];
      out[i * columns + j] = (R.get(column, column) < 0 ? -gain : gain) * Q.get(row, column);
    }
  }
}

/** Rows without both kinds of connection stay as they are. */
function balanceInto(out: Floats, { rows, columns, mask, signs }: Constraint): void {
  if (!signs) return;
  for (let i = 0; i < rows; i++) {
    let excitatory = 0;
    let inhibitory = 0;
    for (let j = 0; j < columns; j++) {
      if (mask && mask[i * columns + j] === 0) continue;
      if (signs[j]! > 0) excitatory++;
      else if (signs[j]! < 0) inhibitory++;
    }
    if (excitatory === 0 || inhibitory === 0) continue;
    for (let j = 0; j < columns; j++) if (signs[j]! < 0) out[i * columns + j]! *= excitatory / inhibitory;
  }
}
