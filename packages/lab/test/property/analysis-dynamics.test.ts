import { initSync } from "@isocortex/core-wasm";
import {
  type ActivationName,
  activations,
  conventions,
  createSequence,
  defaultSettings,
  defaultValues,
  excitatoryInhibitory,
  gru,
  initialState,
  jacobianAtStart,
  leaky,
  lstm,
  type Network,
  weightShapes,
} from "@isocortex/models";
import { describe, expect, it } from "vitest";
import {
  circuitSystem,
  differencedJacobian,
  eigenvalues,
  findFixedPoints,
  gruMap,
  leakyMap,
  lstmMap,
  type NetworkMap,
} from "../../src/analysis/index.js";
import { seeded } from "../seeded.js";
import { largestDifference } from "../train-oracle.js";
import { relativeDifference } from "../trained-network.js";

const core = initSync();
const { normal, uniform } = seeded(2);
const N = 7;
const alphas = Array.from({ length: N }, () => 0.1 + 0.8 * uniform());

const cells = [
  ...conventions.flatMap((convention) =>
    (Object.keys(activations) as ActivationName[]).map((activation) => ({
      name: `leaky ${convention} ${activation}`,
      cell: leaky({ convention, activation, alpha: alphas, noise: 0 }),
      map: (weights: Record<string, Float64Array>): NetworkMap =>
        leakyMap(core, weights, { convention, activation, alpha: alphas }),
    })),
  ),
  {
    name: "lstm",
    cell: lstm({ output: "tanh" }),
    map: (weights: Record<string, Float64Array>) => lstmMap(weights),
  },
  {
    name: "gru",
    cell: gru({ reset: "after", alpha: 1 }),
    map: (weights: Record<string, Float64Array>) => gruMap(weights, { reset: "after", alpha: 1 }),
  },
  {
    name: "leaky gru",
    cell: gru({ reset: "before", alpha: 0.3 }),
    map: (weights: Record<string, Float64Array>) => gruMap(weights, { reset: "before", alpha: 0.3 }),
  },
];

describe.each(cells)("$name as a system", ({ name, cell, map: mapOf }) => {
  const network: Network = { cell, inputs: 2, hidden: N, outputs: 1 };
  const weights = Object.fromEntries(
    weightShapes(network).map(({ name: weight, shape }) => [
      weight,
      Float64Array.from({ length: shape[0] * shape[1] }, () => 0.5 * normal()),
    ]),
  );
  const map = mapOf(weights);
  const STEPS = 9;
  const inputs = Array.from({ length: STEPS }, () => [normal(), normal()]);

  it("steps as the network does: rates after nine steps to 1e-12", () => {
    const sequence = createSequence(core, network, {
      steps: STEPS,
      trials: 1,
      precision: "f64",
      gradients: false,
    });
    sequence.setWeights(weights);
    sequence.inputs.set(inputs.flat());
    sequence.forward();
    const rates = sequence.rates.slice(STEPS * N);
    const state = inputs.reduce((x, input) => map.under(input).next(x), map.start);
    const { k, at, view } = core.allocate({ x: [N] }, "f64");
    view.x.set(state.subarray(0, N));
    const activation = name.split(" ")[2] as ActivationName | undefined;
    if (name.includes("state")) activations[activation!].apply(k, at.x, at.x, N);
    expect(relativeDifference(view.x, rates)).toBeLessThan(1e-12);
  });

  it("has the Jacobian of its differences to 1e-8, and a field that its step follows", () => {
    const system = map.under(inputs[0]!);
    const x = Float64Array.from({ length: map.size }, normal);
    if (system.jacobian)
      expect(largestDifference(system.jacobian(x), differencedJacobian(system, x))).toBeLessThan(1e-8);
    else expect(/gru|lstm/.test(name)).toBe(true);
    const followed = system.field(x).map((F, i) => x[i]! + system.step * F);
    expect(largestDifference(system.next(x), followed)).toBeLessThan(1e-14);
  });
});

describe("a line attractor made by hand", () => {
  // W = v v' with |v| = 1: along v the network neither decays nor grows; b pushes it along v at `drift`.
  const v = [0.6, 0.8, 0];
  const line = (drift: number) =>
    leakyMap(
      core,
      {
        W_rec: Float64Array.from(v.flatMap((a) => v.map((b) => a * b))),
        b_rec: Float64Array.from(v, (a) => a * drift),
        W_in: new Float64Array(3),
        init_state: new Float64Array(3),
      },
      { convention: "rate", activation: "linear", alpha: 0.1 },
    ).under([0]);
  const starts = Array.from({ length: 12 }, (_, i) => Float64Array.of(i - 6, normal(), normal()));
  const along = (x: readonly number[]): number => x.reduce((sum, value, i) => sum + value * v[i]!, 0);

  it("has slow points all along the line where it drifts, each as fast as the drift", () => {
    const drift = 1e-3;
    const { points, lost } = findFixedPoints(line(drift), starts);
    expect(lost).toBe(0);
    expect(points.map(({ kind }) => kind)).toEqual(starts.map(() => "slow"));
    for (const { q, state, eigenvalues: spectrum } of points) {
      expect(Math.abs(q / ((drift * drift) / 2) - 1)).toBeLessThan(1e-6);
      const s = along(state);
      expect(
        largestDifference(
          state,
          v.map((a) => a * s),
        ),
      ).toBeLessThan(1e-5);
      expect(Math.abs(spectrum[0]!.re)).toBeLessThan(1e-12);
    }
    const places = points.map(({ state }) => along(state));
    expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(5);
  });

  it("has fixed points with one eigenvalue of 0 where it does not drift", () => {
    const { points } = findFixedPoints(line(0), starts);
    expect(points.length).toBe(starts.length);
    for (const { kind, marginal, unstable } of points)
      expect([kind, marginal, unstable]).toEqual(["fixed", 1, 0]);
  });

  it("counts starts as lost where it drifts too fast to be slow", () => {
    expect(findFixedPoints(line(0.1), starts)).toMatchObject({ points: [], lost: starts.length });
  });
});

describe("the excitatory-inhibitory circuit", () => {
  const circuit = excitatoryInhibitory.circuit(
    defaultValues(excitatoryInhibitory.params),
    defaultSettings(excitatoryInhibitory.switches),
    undefined,
    false,
  );
  const starts = Array.from({ length: 8 }, () => Float64Array.of(40 * uniform(), 60 * uniform()));

  it("has one fixed point: 10 and 35 Hz, with the eigenvalues of its Jacobian in closed form", () => {
    const { points, jacobian } = findFixedPoints(circuitSystem(core, circuit), [
      initialState(circuit),
      ...starts,
    ]);
    expect(points.length).toBe(1);
    expect(points[0]!.kind).toBe("fixed");
    expect(jacobian).toBe("exact");
    expect(largestDifference(points[0]!.state, [10, 35])).toBeLessThan(1e-9);
    const expected = eigenvalues(jacobianAtStart(circuit)!, 2);
    points[0]!.eigenvalues.forEach(({ re, im }, i) => {
      expect(Math.abs(re - expected[i]!.re)).toBeLessThan(1e-9);
      expect(Math.abs(im - expected[i]!.im)).toBeLessThan(1e-9);
    });
    expect(points[0]!.unstable).toBe(0);
  });

  it("moves its fixed point with a constant input to where the linear equations say", () => {
    const { points } = findFixedPoints(circuitSystem(core, circuit, { E: 5 }), starts);
    const J = jacobianAtStart(circuit)!;
    const tauE = defaultValues(excitatoryInhibitory.params).tauE;
    const determinant = J[0]! * J[3]! - J[1]! * J[2]!;
    const shift = [(-J[3]! * 5) / tauE / determinant, (J[2]! * 5) / tauE / determinant];
    expect(largestDifference(points[0]!.state, [10 + shift[0]!, 35 + shift[1]!])).toBeLessThan(1e-8);
  });

  it("refuses an input that it does not have", () => {
    expect(() => circuitSystem(core, circuit, { X: 1 })).toThrow(/no input "X"; expected one of E, I/);
  });
});
