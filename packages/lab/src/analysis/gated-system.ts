import { scalar } from "@isocortex/core-wasm";
import type { Weights } from "@isocortex/models";
import { affine, type NetworkMap, type NetworkSystem } from "./network-system.js";

/** A step of a gated cell: from the state, and W_x input + b of every gate. */
type Step = (x: Float64Array, driven: Readonly<Record<string, Float64Array>>) => Float64Array;

const sigmoids = (x: Float64Array): Float64Array => x.map(scalar.sigmoid);
const tanhs = (x: Float64Array): Float64Array => x.map(scalar.tanh);

/** The map of a gated cell, whose field is (step(x) - x)/alpha; no Jacobian in closed form. */
function gatedMap(
  weights: Weights,
  gates: readonly string[],
  states: readonly string[],
  alpha: number,
  step: Step,
): NetworkMap {
  const start = Float64Array.from(states.flatMap((name) => Array.from(weights[name]!)));
  return {
    size: start.length,
    start,
    state: states.length > 1 ? "h of each unit, then c of each unit" : "h of each unit",
    under(input): NetworkSystem {
      const driven = Object.fromEntries(
        gates.map((g) => [g, affine(weights[`W_${g}x`]!, input, weights[`b_${g}`]!)]),
      );
      const next = (x: Float64Array): Float64Array => step(x, driven);
      return {
        size: start.length,
        step: alpha,
        next,
        field: (x) => next(x).map((value, i) => (value - x[i]!) / alpha),
      };
    },
  };
}

/** The long short-term memory of `lstm` as a system in (h, c), one step = 1 unit of time. */
export function lstmMap(weights: Weights, output: "tanh" | "sigmoid" = "tanh"): NetworkMap {
  const squash = output === "tanh" ? tanhs : sigmoids;
  return gatedMap(weights, ["i", "f", "o", "c"], ["h0", "c0"], 1, (x, driven) => {
    const n = x.length / 2;
    const [h, c] = [x.subarray(0, n), x.subarray(n)];
    const gate = (g: string): Float64Array => affine(weights[`W_${g}h`]!, h, driven[g]!);
    const [i, f, o, g] = [sigmoids(gate("i")), sigmoids(gate("f")), sigmoids(gate("o")), tanhs(gate("c"))];
    const cell = c.map((value, at) => f[at]! * value + i[at]! * g[at]!);
    const out = new Float64Array(2 * n);
    out.set(squash(cell).map((value, at) => o[at]! * value));
    out.set(cell, n);
    return out;
  });
}

/** The gated recurrent unit of `gru` as a system in h, time in units of dt/alpha. */
export function gruMap(
  weights: Weights,
  { reset, alpha }: { readonly reset: "after" | "before"; readonly alpha: number },
): NetworkMap {
  return gatedMap(weights, ["r", "z", "n"], ["h0"], alpha, (h, driven) => {
    const [r, z] = ["r", "z"].map((g) => sigmoids(affine(weights[`W_${g}h`]!, h, driven[g]!))) as [
      Float64Array,
      Float64Array,
    ];
    if (reset === "after") {
      const read = affine(weights.W_nh!, h, weights.b_nh!);
      const candidate = tanhs(driven.n!.map((value, i) => value + r[i]! * read[i]!));
      return candidate.map((value, i) => value + z[i]! * (h[i]! - value));
    }
    const candidate = tanhs(
      affine(
        weights.W_nh!,
        h.map((value, i) => r[i]! * value),
        driven.n!,
      ),
    );
    return candidate.map((value, i) => h[i]! + alpha * z[i]! * (value - h[i]!));
  });
}
