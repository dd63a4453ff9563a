import { describe, expect, it } from "vitest";
import { elman, leaky, type Unrolling, unroll, unrolledMatrix, weightCopies } from "../../src/index.js";
import { areaNetwork, randomWiring, seeded, type Wiring } from "../random-area-network.js";

const chain = (sizes: readonly number[], change: Partial<Wiring> = {}): Wiring => ({
  ...{ sizes, inputs: 4, outputs: 2, lateral: true, topDown: true, chain: true, density: 1 },
  ...{ start: "zero", ...change },
});
const made = (wiring: Wiring, cell = elman("relu")) => areaNetwork(cell, wiring, seeded(3));

function unrolled(
  wiring: Wiring,
  options: Omit<Parameters<typeof unroll>[2], "areas">,
  cell = elman("relu"),
) {
  const { network, weights, areas } = made(wiring, cell);
  return unroll(network, weights, { areas, start: "zero", ...options });
}

/** The smallest p with F^p = 0. */
function nilpotentPower(F: Float64Array, n: number): number {
  let [power, p] = [Float64Array.from(F, (f) => Number(f !== 0)), 1];
  while (power.some((value) => value !== 0)) {
    const next = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++)
        if (power[i * n + k] !== 0) for (let j = 0; j < n; j++) if (F[k * n + j] !== 0) next[i * n + j] = 1;
    power = next;
    p++;
  }
  return p;
}

describe("areas of 5, 6 and 3 units with 4 inputs over 3 steps", () => {
  const wiring = chain([5, 6, 3]);
  const { network, weights, areas } = made(wiring);
  const time = unroll(network, weights, { steps: 3, in: "time", areas, start: "zero" });

  it("become 42 units from 14, and 392 weights from 186; their 186 and 14 biases stay the parameters", () => {
    expect(time.recurrentSize).toMatchObject({
      units: 14,
      weights: 186,
      readOut: 6,
      parameters: 186 + 14 + 8,
    });
    expect(time.size).toMatchObject({ units: 42, weights: 392, readOut: 18, leaks: 0, parameters: 208 });
    expect(time.size.untiedParameters).toBe(392 + 42 + 3 * 8);
  });

  it("have a matrix F that is strictly block lower, with F³ = 0 and F² not", () => {
    const { F, n } = unrolledMatrix(time, weights);
    expect(n).toBe(42);
    F.forEach((value, e) => {
      if (value !== 0) expect(Math.floor(Math.floor(e / n) / 14)).toBe(Math.floor((e % n) / 14) + 1);
    });
    expect(nilpotentPower(F, n)).toBe(3);
  });

  it("leave out what the last step of the last area cannot see: 26 units", () => {
    const space = unroll(network, weights, { steps: 3, in: "space", read: "last", areas, start: "zero" });
    expect(space.copies.map(({ area, step }) => [area, step])).toEqual([
      ...[0, 1, 2].map((area) => [area, 1]),
      ...[1, 2].map((area) => [area, 2]),
      [2, 3],
    ]);
    expect(space.size).toMatchObject({ units: 26, layers: 4 });
  });

  it("have every copy's part of every weight once", () => {
    const copies = weightCopies(time).filter(({ role }) => role === "input" || role === "recurrent");
    const numbers = copies.reduce(
      (sum, { rows, columns }) => sum + (rows.to - rows.from) * (columns.to - columns.from),
      0,
    );
    expect(numbers).toBe(392);
  });
});

describe("how deep it gets", () => {
  const depths = (wiring: Wiring, bottomUp: "delayed" | "instantaneous", steps = 4) =>
    unrolled(wiring, { steps, in: "time", bottomUp }).copies.map(({ area, step, depth }) => ({
      ...{ area: area + 1, step, depth },
    }));

  it("a step at a time with delayed connections", () => {
    for (const { step, depth } of depths(chain([2, 3, 2]), "delayed")) expect(depth).toBe(step);
  });

  it("step + area - 1 with instantaneous bottom-up connections: in the slide's 3 areas and 3 steps, 6 layers with the read-out", () => {
    const wiring = chain([2, 3, 2], { topDown: false });
    for (const { area, step, depth } of depths(wiring, "instantaneous")) expect(depth).toBe(area + step - 1);
    expect(
      unrolled(wiring, { steps: 3, in: "space", bottomUp: "instantaneous", read: "last" }).size.layers,
    ).toBe(6);
  });

  it("area + 2 (step - 1) when areas also send down: up, down, and up again", () => {
    for (const { area, step, depth } of depths(chain([2, 3, 2, 1]), "instantaneous"))
      expect(depth).toBe(area + 2 * (step - 1));
  });

  it("without loops as deep as a feedforward network, whatever the steps", () => {
    const wiring = chain([2, 3, 2], { topDown: false, lateral: false });
    const { copies, size } = unrolled(wiring, {
      steps: 9,
      in: "space",
      bottomUp: "instantaneous",
      read: "last",
    });
    expect(copies.map(({ area, step }) => [area, step])).toEqual([0, 1, 2].map((area) => [area, 9]));
    expect(size.layers).toBe(4);
  });

  it("a leak keeps every step of an area in the path", () => {
    const wiring = chain([2, 3], { topDown: false, lateral: false });
    const cell = leaky({ convention: "rate", activation: "relu", alpha: 0.5, noise: 0 });
    const { size, connections } = unrolled(wiring, { steps: 5, in: "time" }, cell);
    expect(size).toMatchObject({ leaks: 4 * 5, layers: 6 });
    expect(connections.filter(({ type }) => type === "leak").length).toBe(8);
  });
});

/** Depths as the longest of all paths, walked one by one. */
function longestPaths({ copies, connections }: Unrolling): number[] {
  const walk = (place: number): number =>
    connections
      .filter(({ to }) => to === place)
      .reduce((most, { from }) => Math.max(most, walk(from) + 1), copies[place]!.step === 0 ? 0 : 1);
  return copies.map((_, place) => walk(place));
}

describe("random networks of areas", () => {
  const drawn = Array.from({ length: 60 }, (_, seed) => {
    const random = seeded(seed);
    const wiring = { ...randomWiring(random), start: "zero" as const };
    const { network, weights, areas } = areaNetwork(elman("tanh"), wiring, random);
    const bottomUp = random() < 0.5 ? ("delayed" as const) : ("instantaneous" as const);
    const options = { areas, start: "zero", read: "last", bottomUp, steps: 1 + (seed % 5) } as const;
    const time = unroll(network, weights, { ...options, in: "time" });
    return { time, space: unroll(network, weights, { ...options, in: "space" }), weights };
  });

  it("put each copy at its longest path, after all its sources", () => {
    for (const { time, space } of drawn)
      for (const unrolling of [time, space]) {
        expect(unrolling.copies.map(({ depth }) => depth)).toEqual(longestPaths(unrolling));
        for (const { from, to } of unrolling.connections) expect(from).toBeLessThan(to);
      }
  });

  it("have as many weights as F and G have entries that are not 0", () => {
    for (const { time, weights } of drawn) {
      const { F, G } = unrolledMatrix(time, weights);
      const entries = [F, G].reduce((sum, W) => sum + W.filter((value) => value !== 0).length, 0);
      expect(time.size.weights).toBe(entries);
    }
  });

  it("leave out the copies without a path to the output, and no other", () => {
    for (const { time, space } of drawn) {
      const seen = new Set(space.copies.map(({ area, step }) => `${area} ${step}`));
      const leadsOn = (place: number): boolean => {
        const { area, step } = time.copies[place]!;
        return (
          (time.seenByOutput[area]! && step === time.options.steps) ||
          time.connections.some(({ from, to }) => from === place && leadsOn(to))
        );
      };
      time.copies.forEach(({ area, step }, place) => {
        expect(seen.has(`${area} ${step}`)).toBe(leadsOn(place));
      });
    }
  });
});
