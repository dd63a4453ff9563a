import type { Core } from "@isocortex/core-wasm";
import { type ActivationName, activations, type Convention, type Weights } from "@isocortex/models";
import { affine, type NetworkMap, type NetworkSystem } from "./network-system.js";

export interface LeakyMapOptions {
  readonly convention: Convention;
  readonly activation: ActivationName;
  /** dt/tau, one for all units or one each. */
  readonly alpha: number | readonly number[];
}

interface Units {
  readonly f: Float64Array;
  readonly slope: Float64Array;
}

/** f(x) and f'(x) of every unit, by the kernels that networks are run with, in double precision. */
function unitsOf(core: Core, name: ActivationName, n: number): (x: Float64Array) => Units {
  const { k, at, view } = core.allocate({ x: [n], y: [n], slope: [n] }, "f64");
  const { apply, slope, slopeFrom } = activations[name];
  return (x) => {
    view.x.set(x);
    apply(k, at.y, at.x, n);
    slope(k, at.slope, slopeFrom === "input" ? at.x : at.y, n);
    return { f: view.y.slice() as Float64Array, slope: view.slope.slice() as Float64Array };
  };
}

/** diag(row)·(W·diag(column)) - diag(kept), n x n. */
function scaled(
  W: ArrayLike<number>,
  n: number,
  row: (i: number) => number,
  column: (j: number) => number,
  diagonal: (i: number) => number,
): Float64Array {
  const J = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) J[i * n + j] = row(i) * W[i * n + j]! * column(j);
    J[i * n + i]! += diagonal(i);
  }
  return J;
}

/**
 * A leaky network as a system with its exact Jacobian. With a_i = alpha_i/alpha (alpha their mean), u = W_in input + b:
 *
 *   state  F = a (-x + W f(x) + u)                              J = a (W diag f'(x) - I)
 *   rate   F = a (-r + f(d)),          d = W r + u              J = a (diag f'(d) W - I)
 *   post   F = (f(d) - r)/alpha,       d = r + alpha_i (W r + u - r)
 *                                                               J = diag f'(d) ((1 - alpha_i) I + alpha_i W)/alpha - I/alpha
 *
 * @param weights W_rec (n, n), W_in (n, inputs), b_rec (n), init_state (n), as the network uses them
 */
export function leakyMap(core: Core, weights: Weights, options: LeakyMapOptions): NetworkMap {
  const { convention, activation, alpha } = options;
  const [W, Win, b] = [weights.W_rec!, weights.W_in!, weights.b_rec!];
  const n = b.length;
  const alphas = typeof alpha === "number" ? new Array<number>(n).fill(alpha) : alpha;
  const mean = typeof alpha === "number" ? alpha : alphas.reduce((sum, one) => sum + one, 0) / n;
  const units = unitsOf(core, activation, n);
  const a = alphas.map((one) => one / mean);

  function systemUnder(u: Float64Array): NetworkSystem {
    const drive = (r: Float64Array): Float64Array => affine(W, r, u);
    const leaked = (r: Float64Array): Float64Array =>
      drive(r).map((d, i) => r[i]! + alphas[i]! * (d - r[i]!));
    const flow = (x: Float64Array): Float64Array => {
      if (convention === "state") return drive(units(x).f).map((d, i) => a[i]! * (d - x[i]!));
      if (convention === "rate") return units(drive(x)).f.map((f, i) => a[i]! * (f - x[i]!));
      return units(leaked(x)).f.map((f, i) => (f - x[i]!) / mean);
    };
    return {
      size: n,
      step: mean,
      field: flow,
      next: (x) => flow(x).map((F, i) => x[i]! + mean * F),
      jacobian(x) {
        if (convention === "state") {
          const { slope } = units(x);
          return scaled(
            W,
            n,
            (i) => a[i]!,
            (j) => slope[j]!,
            (i) => -a[i]!,
          );
        }
        const { slope } = units(convention === "rate" ? drive(x) : leaked(x));
        if (convention === "rate")
          return scaled(
            W,
            n,
            (i) => a[i]! * slope[i]!,
            () => 1,
            (i) => -a[i]!,
          );
        return scaled(
          W,
          n,
          (i) => a[i]! * slope[i]!,
          () => 1,
          (i) => (slope[i]! * (1 - alphas[i]!) - 1) / mean,
        );
      },
    };
  }

  return {
    size: n,
    start: Float64Array.from(weights.init_state!),
    state: convention === "state" ? "x of each unit, before f" : "rate of each unit",
    under: (input) => systemUnder(affine(Win, input, b)),
  };
}
