import { initSync, randomStream } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { findFixedPoints, leakyMap } from "../../src/analysis/index.js";
import { gaussiansOf } from "../../src/train/gaussians.js";
import { flat, largestDifference, trainOracle } from "../train-oracle.js";

interface OraclePoint {
  readonly state: readonly number[];
  readonly eigs_jac_continuous_re: readonly number[];
  readonly eigs_jac_continuous_im: readonly number[];
  readonly n_unstable: number;
  readonly max_abs_eig_discrete: number;
}

interface OracleNetwork {
  readonly W_rec: readonly (readonly number[])[];
  readonly b_rec: readonly number[];
  readonly fixed_points: readonly OraclePoint[];
}

type Oracle = Readonly<Record<"state" | "rate", OracleNetwork>> & {
  readonly config: { readonly alpha: number };
};

const oracle = trainOracle<Oracle>("fixed_points_tanh");
const { alpha } = oracle.config;
const core = initSync();
const N = 16;
const STARTS = 24;

/** Fixed points without input from random states; `post` has the weights of `rate`. */
function found(convention: "state" | "rate" | "post") {
  const { W_rec, b_rec } = oracle[convention === "post" ? "rate" : convention];
  const weights = {
    W_rec: flat(W_rec),
    b_rec: Float64Array.from(b_rec),
    W_in: new Float64Array(N),
    init_state: new Float64Array(N),
  };
  const network = leakyMap(core, weights, { convention, activation: "tanh", alpha });
  const normal = gaussiansOf(randomStream(3).split(convention));
  const starts = Array.from({ length: STARTS }, () => Float64Array.from({ length: N }, normal));
  return findFixedPoints(network.under([0]), starts);
}

/** Numbers of both parts in one order, so that eigenvalues of equal real part may come in any. */
const sorted = (re: readonly number[], im: readonly number[]) => ({
  re: [...re].sort((a, b) => a - b),
  im: [...im].sort((a, b) => a - b),
});

describe.each(["state", "rate"] as const)("the two-well network in the %s convention", (convention) => {
  const { points, lost, jacobian } = found(convention);
  const expected = oracle[convention].fixed_points;

  it("has the three fixed points of the independent solver, and no other", () => {
    expect(points.map(({ kind }) => kind)).toEqual(["fixed", "fixed", "fixed"]);
    expect(lost).toBe(0);
    expect(jacobian).toBe("exact");
    expect(points.reduce((sum, { starts }) => sum + starts, 0)).toBe(STARTS);
  });

  it.each(expected.map((point, i) => ({ point, i })))(
    "has fixed point $i to 1e-10, its eigenvalues to 1e-8 and its stability",
    ({ point }) => {
      const match = points.find(({ state }) => largestDifference(state, point.state) < 1e-10);
      expect(match).toBeDefined();
      const got = sorted(
        match!.eigenvalues.map(({ re }) => re),
        match!.eigenvalues.map(({ im }) => im),
      );
      const want = sorted(point.eigs_jac_continuous_re, point.eigs_jac_continuous_im);
      expect(largestDifference(got.re, want.re)).toBeLessThan(1e-8);
      expect(largestDifference(got.im, want.im)).toBeLessThan(1e-8);
      expect(match!.unstable).toBe(point.n_unstable);
      expect(Math.abs(Math.max(...match!.discrete!) - point.max_abs_eig_discrete)).toBeLessThan(1e-8);
    },
  );
});

describe("the same weights in the post convention", () => {
  it("stand still where h = tanh((1 - alpha) h + alpha W h), two wells and a saddle between them", () => {
    const { points } = found("post");
    expect(points.map(({ kind, unstable }) => `${kind} ${unstable}`).sort()).toEqual([
      "fixed 0",
      "fixed 0",
      "fixed 1",
    ]);
    const W = flat(oracle.rate.W_rec);
    for (const { state, discreteUnstable, unstable } of points) {
      const mapped = state.map((h, i) => {
        const driven = state.reduce((sum, r, j) => sum + W[i * N + j]! * r, 0);
        return Math.tanh((1 - alpha) * h + alpha * driven);
      });
      expect(largestDifference(mapped, state)).toBeLessThan(1e-10);
      expect(discreteUnstable).toBe(unstable);
    }
  });
});
