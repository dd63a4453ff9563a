import { init, scalar } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import {
  type ActivationName,
  activations,
  type Cell,
  conventions,
  createSequence,
  createUnrolled,
  elman,
  gru,
  leaky,
  lstm,
  sweepUnrolled,
  type UnrollOptions,
  unroll,
  weightCopies,
  weightShapes,
} from "../../src/index.js";
import { core } from "../core.js";
import {
  type AreaNetwork,
  areaNetwork,
  below,
  pick,
  type Random,
  randomWiring,
  seeded,
} from "../random-area-network.js";

/** None where the engine has no relaxed SIMD. */
const fast = await init({ fast: true }).catch(() => undefined);
const NETWORKS = 120;
const names = Object.keys(activations) as ActivationName[];
/** Sends nothing from a state of 0. */
const quiet = names.filter((name) => name !== "sigmoid" && name !== "softplus");
type Floats = Float64Array | Float32Array;

function randomCell(random: Random, hidden: number): Cell {
  const activation = pick(random, quiet);
  const alpha = pick(random, [1, 0.25 + 0.5 * random()]);
  const list = Array.from({ length: hidden }, () => 0.2 + 0.8 * random());
  return pick(random, [
    elman(pick(random, names)),
    ...conventions.map((convention) =>
      leaky({ convention, activation, alpha: pick(random, [alpha, list]), noise: 0 }),
    ),
    lstm({ output: pick(random, ["tanh", "sigmoid"] as const) }),
  ]);
}

interface Case extends AreaNetwork {
  readonly about: string;
  readonly options: UnrollOptions;
  readonly trials: number;
  readonly precision: "f64" | "f32";
  readonly inputs: Float64Array;
  readonly outputGradient: Float64Array;
}

function caseOf(seed: number, cellOf = randomCell): Case {
  const random = seeded(seed);
  const wiring = randomWiring(random);
  const hidden = wiring.sizes.reduce((sum, units) => sum + units, 0);
  const made = areaNetwork(cellOf(random, hidden), wiring, random);
  const steps = 1 + below(random, 9);
  const trials = 1 + below(random, 6);
  const options: UnrollOptions = {
    steps,
    in: pick(random, ["time", "space"] as const),
    areas: made.areas,
    read: pick(random, ["every", "last"] as const),
    start: wiring.start,
  };
  const draw = (units: number) =>
    Float64Array.from({ length: steps * trials * units }, () => 2 * random() - 1);
  return {
    ...made,
    about: `seed ${seed}, ${made.network.cell.name}, areas ${wiring.sizes}, ${steps} steps, ${options.in}`,
    ...{ options, trials, precision: pick(random, ["f64", "f32"] as const) },
    inputs: draw(wiring.inputs),
    outputGradient: draw(wiring.outputs),
  };
}

/** The recurrent network, forward and back, with gradients only at the steps that are read. */
function recurrent({ network, weights, options, trials, precision, inputs, outputGradient }: Case) {
  const { steps, read } = options;
  const sequence = createSequence(core, network, { steps, trials, precision, gradients: true });
  sequence.setWeights(weights);
  sequence.inputs.set(inputs);
  sequence.forward();
  const width = trials * network.outputs;
  if (read === "last")
    sequence.outputGradient.set(outputGradient.subarray((steps - 1) * width), (steps - 1) * width);
  else sequence.outputGradient.set(outputGradient);
  const rates = sequence.rates.slice();
  sequence.backward();
  return {
    sequence,
    rates,
    outputs: read === "last" ? sequence.outputs.slice((steps - 1) * width) : sequence.outputs,
  };
}

function feedforward(one: Case, tied = true, on = core) {
  const { network, weights, options, trials, precision, inputs, outputGradient } = one;
  const unrolling = unroll(network, weights, options);
  const unrolled = createUnrolled(on, unrolling, { trials, precision, gradients: true, tied });
  unrolled.setWeights(weights);
  unrolled.inputs.set(inputs);
  unrolled.forward();
  unrolled.outputGradient.set(
    outputGradient.subarray(outputGradient.length - unrolled.outputGradient.length),
  );
  unrolled.backward();
  return unrolled;
}

/** Equal in every bit, signs of zeros included. */
const same = (a: Floats, b: Floats): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
const apart = (a: Floats, b: Floats): number =>
  a.reduce((most: number, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
const size = (a: Floats): number => a.reduce((most: number, value) => Math.max(most, Math.abs(value)), 1);

const cases = Array.from({ length: NETWORKS }, (_, i) => caseOf(1000 + i));

describe("a recurrent network and the feedforward one that it is", () => {
  it("are drawn in every kind", () => {
    for (const name of ["elman", "leaky-state", "leaky-rate", "leaky-post", "lstm"])
      expect(cases.filter(({ network }) => network.cell.name === name).length, name).toBeGreaterThan(8);
    expect(cases.filter(({ areas }) => areas.length > 1).length).toBeGreaterThan(60);
    expect(cases.filter(({ options }) => options.in === "space").length).toBeGreaterThan(30);
  });

  it("send the same, in every bit: outputs, and rates of every copy", () => {
    for (const one of cases) {
      const { rates, outputs } = recurrent(one);
      const unrolled = feedforward(one);
      expect(same(unrolled.outputs, outputs), one.about).toBe(true);
      const { hidden } = one.network;
      unrolled.unrolling.copies.forEach(({ area, step }, place) => {
        const from = one.areas.slice(0, area).reduce((sum, { units }) => sum + units, 0);
        const { units } = one.areas[area]!;
        const expected = Array.from({ length: one.trials }, (_, trial) =>
          Array.from(rates.subarray((step * one.trials + trial) * hidden + from).subarray(0, units)),
        ).flat();
        expect(
          same(unrolled.rates(place), Float64Array.from(expected)),
          `${one.about}, ${area} at ${step}`,
        ).toBe(true);
      });
    }
  });

  it("have the same gradients, in every bit, once those of tied copies are summed", () => {
    for (const one of cases) {
      const { sequence } = recurrent(one);
      const unrolled = feedforward(one);
      for (const { name, role } of weightShapes(one.network)) {
        if (role === "state" && one.options.start === "zero") continue;
        const [got, expected] = [unrolled.gradient(name), sequence.gradient(name)];
        const there = connected(one, name);
        const masked = expected.map((value, i) => (there[i] ? value : 0));
        expect(same(got, masked), `${one.about}, ${name}`).toBe(true);
      }
    }
  });

  it("have the same gradients to 1e-12 (f64) when every copy has its own, which sums in another order", () => {
    for (const one of cases.slice(0, 40)) {
      const [tied, untied] = [feedforward(one), feedforward(one, false)];
      expect(same(untied.outputs, tied.outputs), one.about).toBe(true);
      for (const { name } of weightShapes(one.network)) {
        const [a, b] = [untied.gradient(name), tied.gradient(name)];
        const tolerance = (one.precision === "f64" ? 1e-12 : 1e-4) * size(b);
        expect(apart(a, b), `${one.about}, ${name}`).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  it("is the GRU's too, as one area", () => {
    for (let seed = 0; seed < 12; seed++) {
      const random = seeded(seed);
      const cell = pick(random, [gru({ reset: "after", alpha: 1 }), gru({ reset: "before", alpha: 0.4 })]);
      const drawn = caseOf(seed, () => cell);
      const one = { ...drawn, options: { ...drawn.options, areas: undefined } };
      const { sequence, outputs } = recurrent(one);
      const unrolled = feedforward(one);
      expect(same(unrolled.outputs, outputs), one.about).toBe(true);
      if (one.areas.length > 1) continue;
      for (const { name, role } of weightShapes(one.network))
        if (role !== "state" || one.options.start === "weights")
          expect(same(unrolled.gradient(name), sequence.gradient(name)), `${one.about}, ${name}`).toBe(true);
    }
  });

  it.skipIf(!fast)("agree to rounding in fast mode", () => {
    for (const one of cases.slice(0, 20)) {
      const [a, b] = [feedforward(one, true, fast!).outputs, feedforward(one).outputs];
      expect(apart(a, b), one.about).toBeLessThan((one.precision === "f64" ? 1e-9 : 1e-2) * size(b));
    }
  });
});

/** Connections of blocks that are there: the recurrent network also has gradients by blocks of zeros. */
function connected({ network, weights, areas, options }: Case, name: string): readonly boolean[] {
  const unrolling = unroll(network, weights, options);
  const { shape } = weightShapes(network).find((one) => one.name === name)!;
  const there = new Array<boolean>(shape[0] * shape[1]).fill(false);
  for (const { weight, rows, columns } of weightCopies({ ...unrolling, areas })) {
    if (weight !== name) continue;
    for (let i = rows.from; i < rows.to; i++)
      there.fill(true, i * shape[1] + columns.from, i * shape[1] + columns.to);
  }
  return there;
}

describe("untied copies", () => {
  const one = caseOf(7, () => elman("tanh"));
  const unrolling = unroll(one.network, one.weights, { ...one.options, in: "time", read: "every", steps: 4 });
  const make = (tied: boolean) => {
    const unrolled = createUnrolled(core, unrolling, { trials: 2, precision: "f64", gradients: false, tied });
    unrolled.setWeights(one.weights);
    unrolled.inputs.fill(0.5);
    return unrolled;
  };

  it("can be changed alone: outputs before it stay, those from it on change", () => {
    const unrolled = make(false);
    unrolled.forward();
    const before = unrolled.outputs.slice();
    const copy = weightCopies(unrolling).find(
      ({ role, step, to }) => role === "bias" && step === 3 && to === one.areas.length - 1,
    )!;
    unrolled.setCopy(copy, new Float64Array(copy.columns.to - copy.columns.from).fill(0.9));
    unrolled.forward();
    const width = 2 * one.network.outputs;
    expect(same(unrolled.outputs.subarray(0, 2 * width), before.subarray(0, 2 * width))).toBe(true);
    expect(apart(unrolled.outputs.subarray(2 * width), before.subarray(2 * width))).toBeGreaterThan(1e-6);
  });

  it("are refused one by one where they are tied, and where there are none", () => {
    const copy = weightCopies(unrolling)[0]!;
    expect(() => make(true).setCopy(copy, new Float64Array(1))).toThrow(
      /tied here; make the network with tied: false/,
    );
    expect(() => make(false).setCopy({ weight: "W_rec", step: 99 }, new Float64Array(1))).toThrow(
      /no copy of W_rec at step 99/,
    );
    expect(() => make(false).setCopy(copy, new Float64Array(0))).toThrow(/is given 0 numbers; expected/);
  });

  it("have gradients that are slopes of the loss by each of them", () => {
    const unrolled = createUnrolled(core, unrolling, {
      trials: 2,
      precision: "f64",
      gradients: true,
      tied: false,
    });
    const loss = (): number => {
      unrolled.forward();
      return unrolled.outputs.reduce((sum, value) => sum + value, 0);
    };
    unrolled.setWeights(one.weights);
    unrolled.inputs.fill(0.5);
    unrolled.forward();
    unrolled.outputGradient.fill(1);
    unrolled.backward();
    for (const copy of weightCopies(unrolling)) {
      const { shape } = weightShapes(one.network).find(({ name }) => name === copy.weight)!;
      const values = valuesOf(one.weights[copy.weight]!, shape[1], copy);
      const expected = unrolled.copyGradient(copy)[0]!;
      const at = (change: number): number => {
        unrolled.setCopy(
          copy,
          values.map((value, i) => (i === 0 ? value + change : value)),
        );
        return loss();
      };
      const slope = (at(1e-5) - at(-1e-5)) / 2e-5;
      unrolled.setCopy(copy, values);
      expect(Math.abs(slope - expected), `${copy.weight} ${copy.step}`).toBeLessThan(
        1e-7 * size(new Float64Array([slope])),
      );
    }
  });
});

type Placed = ReturnType<typeof weightCopies>[number];

function valuesOf(W: Floats, width: number, { rows, columns }: Placed): Float64Array {
  const values: number[] = [];
  for (let i = rows.from; i < rows.to; i++)
    for (let j = columns.from; j < columns.to; j++) values.push(W[i * width + j]!);
  return Float64Array.from(values);
}

/** Steps of a recurrent network whose areas see the areas below them at once, in plain numbers. */
function naiveInstantaneous({ network, areas, weights, inputs, trials, options }: Case): Float64Array {
  const { hidden, inputs: channels } = network;
  const areaOf = areas.flatMap(({ units }, area) => new Array<number>(units).fill(area));
  const [Win, W, b] = [weights.W_in!, weights.W_rec!, weights.b_rec!];
  const all = new Float64Array(trials * options.steps * hidden);
  for (let trial = 0; trial < trials; trial++) {
    let before = new Float64Array(hidden);
    for (let t = 0; t < options.steps; t++) {
      const now = new Float64Array(hidden);
      for (let i = 0; i < hidden; i++) {
        let drive = 0;
        for (let j = 0; j < channels; j++)
          drive += Win[i * channels + j]! * inputs[(t * trials + trial) * channels + j]!;
        drive += b[i]!;
        for (let j = 0; j < hidden; j++)
          if (areaOf[j]! >= areaOf[i]!) drive += W[i * hidden + j]! * before[j]!;
        for (let j = 0; j < hidden; j++) if (areaOf[j]! < areaOf[i]!) drive += W[i * hidden + j]! * now[j]!;
        now[i] = scalar.tanh(drive);
      }
      all.set(now, (trial * options.steps + t) * hidden);
      before = now;
    }
  }
  return all;
}

/** (steps, trials, width) as (trials, steps · width). */
function byTrial(x: Float64Array, steps: number, trials: number): Float64Array {
  const width = x.length / steps / trials;
  const out = new Float64Array(x.length);
  for (let t = 0; t < steps; t++)
    for (let trial = 0; trial < trials; trial++)
      out.set(x.subarray((t * trials + trial) * width).subarray(0, width), (trial * steps + t) * width);
  return out;
}

describe("an Elman network as z = f(F z + G x + b)", () => {
  it.each(["delayed", "instantaneous"] as const)(
    "with %s bottom-up connections: layers, sweeps and steps have the same bits",
    (bottomUp) => {
      for (let seed = 0; seed < 30; seed++) {
        const drawn = caseOf(seed, () => elman("tanh"));
        const zero = { ...drawn.weights, init_state: new Float64Array(drawn.network.hidden) };
        const options = { ...drawn.options, in: "time", start: "zero", read: "every", bottomUp } as const;
        const one: Case = { ...drawn, weights: zero, options, precision: "f64" };
        const { steps, trials, network } = { ...options, ...one };
        const unrolling = unroll(network, zero, options);
        const x = byTrial(one.inputs, steps, trials);
        const sweeps = unrolling.size.layers - 1;
        const z = sweepUnrolled(core, unrolling, zero, x, { trials, precision: "f64", sweeps });
        const naive =
          bottomUp === "instantaneous"
            ? naiveInstantaneous(one)
            : byTrial(recurrent(one).rates.slice(trials * network.hidden) as Float64Array, steps, trials);
        const deep = unrolling.copies.some(({ depth }) => depth > sweeps);
        if (!deep) expect(same(z, naive), `seed ${seed}`).toBe(true);
        const unrolled = feedforward(one);
        unrolling.copies.forEach(({ area, step }, place) => {
          const from = one.areas.slice(0, area).reduce((sum, { units }) => sum + units, 0);
          const { units } = one.areas[area]!;
          const expected = Array.from({ length: trials }, (_, trial) =>
            Array.from(naive.subarray((trial * steps + step - 1) * network.hidden + from).subarray(0, units)),
          ).flat();
          expect(same(unrolled.rates(place), Float64Array.from(expected)), `seed ${seed}`).toBe(true);
        });
      }
    },
  );
});
