import { isInputError, randomStream, uniformsOf } from "@isocortex/core-wasm";
import { createSequence, createUnrolled, elman, unroll } from "@isocortex/models";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/platform/connect.js";
import { areaChain } from "../../src/unroll/area-chain.js";
import { recurrentOutputs } from "../../src/unroll/recurrent-outputs.js";
import { unrollAreas } from "../../src/unroll/unroll-areas.js";
import { host } from "../in-process-host.js";

const asked = { isocortex: 1, areas: [5, 6, 3], inputs: 4, steps: 3 };
const ways = [true, false].flatMap((lateral) =>
  [true, false].flatMap((topDown) =>
    (["delayed", "instantaneous"] as const).map((bottomUp) => ({ lateral, topDown, bottomUp })),
  ),
);
const activations = ["tanh", "relu", "linear", "sigmoid"] as const;

describe("an unrolled network of areas", () => {
  it.each(ways)("has the outputs of the recurrent one in every bit, %j", async (way) => {
    for (const activation of activations) {
      const { record } = await unrollAreas(host, { ...asked, ...way, activation, steps: 7 });
      expect(record.largestDifference, activation).toBe(0);
    }
  });

  it.each(ways)("has other outputs once a copy that the output sees is changed, %j", async (way) => {
    const change = { area: 3, step: 2, by: 0.1 };
    const { record } = await unrollAreas(host, { ...asked, ...way, change });
    expect(record.largestDifference).toBeGreaterThan(1e-4);
    const same = await unrollAreas(host, { ...asked, ...way, change: { ...change, by: 0 } });
    expect(same.record.largestDifference).toBe(0);
  });

  it("keeps its parameters while tied and needs the published numbers of units and weights", async () => {
    const { record } = await unrollAreas(host, asked);
    const { time } = record.sizes[2]!;
    expect([record.recurrent.units, record.recurrent.weights]).toEqual([14, 186]);
    expect([time.units, time.weights]).toEqual([42, 392]);
    expect(time.parameters).toBe(record.recurrent.parameters);
    expect(time.untiedParameters).toBeGreaterThan(2 * time.parameters);
  });

  it("is as deep as the longest path: t, t + l - 1 or 2 (t - 1) + l, and the read-out", async () => {
    const layers = async (way: object): Promise<number[]> =>
      (await unrollAreas(host, { ...asked, mostSteps: 12, ...way })).record.sizes.map(
        ({ space }) => space.layers,
      );
    const t = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(await layers({ topDown: false, bottomUp: "instantaneous" })).toEqual(t.map((one) => one + 3));
    expect(await layers({ bottomUp: "instantaneous" })).toEqual(t.map((one) => 2 * (one - 1) + 4));
    expect((await layers({})).slice(3)).toEqual(t.slice(3).map((one) => one + 1));
  });

  it("is drawn four times, with every node saying what it is a copy of", async () => {
    const { figures } = await unrollAreas(host, { ...asked, steps: 6, drawnSteps: 3 });
    const named = new Set(["input", "output", "area 1", "area 2", "area 3"]);
    expect(figures.map(({ name }) => name)).toEqual([
      "unrolling-1-feedforward",
      "unrolling-2-recurrent",
      "unrolling-3-in-time",
      "unrolling-4-in-space",
    ]);
    const graphs = figures.flatMap((figure) => (figure.kind === "graph" ? [figure] : []));
    for (const { nodes } of graphs) expect(new Set(nodes.map((node) => node.of))).toEqual(named);
    expect(graphs[2]!.nodes.filter((node) => node.of === "area 2")).toHaveLength(3);
    expect(figures[2]!.caption).toContain("The first 3 of 6 steps");
  });

  it.each([
    [{ areas: [] }, /areas is \[\]/],
    [{ steps: 0 }, /steps is 0; expected a number >= 1/],
    [{ change: { area: 4, step: 1, by: 0.1 } }, /change\.area is 4; expected 1 to 3/],
    [{ change: { area: 1, step: 9, by: 0.1 } }, /change\.step is 9; expected 1 to 3/],
    [{ stepss: 3 }, /"stepss" is not a key of an unrolling; did you mean/],
  ])("is refused with %j in one sentence", async (change, said) => {
    const refusal = await unrollAreas(host, { ...asked, ...change }).catch((error: unknown) => error);
    expect(isInputError(refusal)).toBe(true);
    expect(String(refusal)).toMatch(said);
  });

  it("is the same from a worker", async () => {
    const lab = connect();
    const { record } = await lab.unroll(asked);
    lab.close();
    const here = (await unrollAreas(host, asked)).record;
    expect(record.sizes).toEqual(here.sizes);
    expect(record.largestDifference).toBe(0);
  });
});

describe("a recurrent network stepped area by area", () => {
  it("is the one stepped all at once where every connection takes a step", async () => {
    const core = await host.core(false);
    const options = { sizes: [4, 3], inputs: 2, outputs: 2, topDown: true };
    const { network, weights, areas } = areaChain(elman("tanh"), options, randomStream(3).split("weights"));
    const [steps, trials] = [6, 5];
    const sequence = createSequence(core, network, { steps, trials, precision: "f64", gradients: false });
    const uniform = uniformsOf(randomStream(4));
    sequence.setWeights(weights);
    sequence.inputs.set(sequence.inputs.map(() => uniform()));
    sequence.forward();
    const whole = unroll(network, weights, { steps, areas, in: "time", start: "zero" });
    const x = Float64Array.from(sequence.inputs);
    expect([...recurrentOutputs(whole, weights, x, trials)]).toEqual([...sequence.outputs]);
    const now = unroll(network, weights, {
      steps,
      areas,
      in: "time",
      start: "zero",
      bottomUp: "instantaneous",
    });
    const net = createUnrolled(core, now, { trials, precision: "f64", gradients: false });
    net.setWeights(weights);
    net.inputs.set(x);
    net.forward();
    const outputs = recurrentOutputs(now, weights, x, trials);
    expect([...outputs]).toEqual([...net.outputs]);
    expect([...outputs]).not.toEqual([...sequence.outputs]);
  });
});
