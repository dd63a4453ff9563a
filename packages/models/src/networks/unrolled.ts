import { type Core, InputError, type Pointer } from "@isocortex/core-wasm";
import type { BoundCell, CellContext, Weights } from "./cell.js";
import { checkWeights, weightShapes } from "./network.js";
import { unitRanges } from "./network-areas.js";
import { transposeInto } from "./transpose.js";
import { checkBlocks, type Unrolling } from "./unroll.js";
import type { CopyConnection } from "./unrolled-graph.js";
import { isVector, keyOf, layoutOf, slotsOf, type UnrolledOptions } from "./unrolled-memory.js";
import { cut, type PlacedCopy, type WeightCopy } from "./weight-copies.js";

type Floats = Float64Array | Float32Array;

/**
 * A feedforward network made of copies of a recurrent one, carried out layer by layer. Arrays are views: inputs (steps,
 * trials, inputs), outputs (read steps, trials, outputs). With tied weights, in strict mode, outputs are those of the
 * recurrent network in every bit while they are finite: blocks are added in the order of the concatenated sum, and what
 * is not connected would add zeros.
 */
export interface Unrolled {
  readonly unrolling: Unrolling;
  readonly options: UnrolledOptions;
  readonly inputs: Floats;
  readonly outputs: Floats;
  /** Gradient by the outputs, to be filled before `backward`. */
  readonly outputGradient: Floats;
  /** What the units of a copy send, by its place in the list: (trials, units), a view. */
  rates(copy: number): Floats;
  /** Takes over weights of the recurrent network, the same in every copy. @throws InputError when one does not fit */
  setWeights(weights: Weights): void;
  /** Changes one copy. @throws InputError when copies are tied, there is no such copy, or it has another size */
  setCopy(copy: WeightCopy, values: Floats): void;
  forward(): void;
  /** Gradients by every weight, from `outputGradient`; once per `forward`, whose traces it overwrites but for rates. */
  backward(): void;
  /** Gradient by a weight of the recurrent network: summed over its copies, by step. */
  gradient(weight: string): Floats;
  /** Gradient by one copy, a view. @throws InputError when copies are tied or there is no such copy */
  copyGradient(copy: WeightCopy): Floats;
}

/** Takes all memory of an unrolled network. @throws InputError (code `resources`) when it cannot be had */
export function createUnrolled(core: Core, unrolling: Unrolling, options: UnrolledOptions): Unrolled {
  const { network, areas, copies, connections, readSteps, seeInput, seenByOutput } = unrolling;
  const { steps, start } = unrolling.options;
  const { trials, precision, gradients, tied = true } = options;
  const { cell, inputs, outputs } = network;
  const slots = slotsOf(unrolling, tied);
  const arena = core.allocate(layoutOf(unrolling, slots, options), precision);
  const { k } = arena;
  const view = (name: string): Floats => (arena.view[name] ?? new Float64Array(0)) as Floats;
  const at = (name: string): Pointer => arena.at[name]!;
  const width = precision === "f64" ? 8 : 4;
  const shapes = weightShapes(network);
  const ranges = unitRanges(areas, network.hidden);
  const gainOf = (area: number): number | readonly number[] =>
    typeof cell.gain === "number" ? cell.gain : cell.gain.slice(ranges[area]!.from, ranges[area]!.to);

  /** Pointer to a weight, its transpose or the gradient by it, of the copy at a step. */
  type Part = "weight" | "transposed" | "gradient";
  const partOf = (part: Part, copy: WeightCopy): Pointer => at(`${part} ${keyOf(copy, tied)}`);

  interface Bound {
    readonly context: CellContext;
    readonly cell: BoundCell;
    /** Says which copy the cell works on next. */
    turnTo(step: number): void;
  }

  function bind(a: number): Bound {
    const hidden = areas[a]!.units;
    const size = trials * hidden;
    let step = 0;
    const from = (block: string, t: number): Pointer => at(`${block} ${a}`) + t * size * width;
    const recurrentOf = (p: number): WeightCopy => ({
      ...{ weight: cell.projections[p]!.recurrent!, step },
      ...{ to: a, from: a },
    });
    const context: CellContext = {
      ...{ k, precision, inputs, hidden, steps, trials, size },
      drive: (p, t) => at(`drive ${a} ${p}`) + (t - 1) * size * width,
      rate: (t) => from("rates", t),
      rateGradient: (t) => from("rateGradient", t),
      addRecurrent(p, t) {
        for (const { from: source } of sourcesOf(a, t)) {
          const pre = copies[source]!;
          const W = partOf("weight", {
            weight: cell.projections[p]!.recurrent!,
            step: t,
            to: a,
            from: pre.area,
          });
          k.matmulAdd(context.drive(p, t), W, rateOf(source), hidden, areas[pre.area]!.units, trials);
        }
      },
      // A copy fetches its gradient from all its targets when its turn comes.
      sendBack: () => undefined,
      at: (block) => at(`cell ${a} ${block}`),
      recurrent: (p) => partOf("weight", recurrentOf(p)),
      transposed: (p) => partOf("transposed", recurrentOf(p)),
      recurrentGradient: (p) => partOf("gradient", recurrentOf(p)),
      vector: (weight) => partOf("weight", { weight, step, to: a }),
      gradient: (weight) => partOf("gradient", { weight, step, to: a }),
    };
    const dimensions = { inputs, hidden: network.hidden, steps, trials };
    const { from: first, to: last } = ranges[a]!;
    for (const [name, values] of Object.entries(cell.constants(dimensions)))
      view(`cell ${a} ${name}`).set(values.slice(first, last));
    return {
      context,
      cell: cell.bind(context),
      turnTo(t) {
        step = t;
      },
    };
  }

  const placeOf = new Map(copies.map(({ area, step }, place) => [`${area} ${step}`, place]));
  const wired = connections.filter(({ type }) => type !== "leak");
  const sources = copies.map((): CopyConnection[] => []);
  const targets = copies.map((): CopyConnection[] => []);
  for (const wire of wired) {
    sources[wire.to]!.push(wire);
    targets[wire.from]!.push(wire);
  }
  const sourcesOf = (area: number, step: number) => sources[placeOf.get(`${area} ${step}`)!]!;
  const bound = areas.map((_, a) => bind(a));
  const boundOf = (place: number): Bound => bound[copies[place]!.area]!;
  const rateOf = (place: number): Pointer => boundOf(place).context.rate(copies[place]!.step);
  const layers = [...copies.keys()].sort((a, b) => copies[a]!.depth - copies[b]!.depth);
  const inputAt = (t: number): Pointer => at("inputs") + (t - 1) * trials * inputs * width;
  const outputAt = (block: "outputs" | "outputGradient", read: number): Pointer =>
    at(block) + read * trials * outputs * width;
  const readAreas = (t: number): readonly number[] =>
    areas.flatMap((_, a) => (seenByOutput[a] && placeOf.has(`${a} ${t}`) ? [a] : []));

  function write(key: string, copy: PlacedCopy, values: Floats): void {
    if (isVector(copy)) view(`weight ${key}`).set(values);
    else arena.pack(`weight ${key}`, values);
    if (!gradients || isVector(copy) || copy.role === "input") return;
    const [rows, columns] = [copy.rows.to - copy.rows.from, copy.columns.to - copy.columns.from];
    const turned = precision === "f64" ? new Float64Array(rows * columns) : new Float32Array(rows * columns);
    const gain = copy.role === "recurrent" ? gainOf(copy.to!) : 1;
    arena.pack(`transposed ${key}`, transposeInto(turned, values, rows, columns, gain));
  }

  /** @throws InputError when copies are tied or there is none such */
  function alone(copy: WeightCopy): readonly [key: string, placed: PlacedCopy] {
    const key = keyOf(copy, tied);
    const placed = slots.get(key);
    if (tied)
      throw new InputError("copies of a weight are tied here; make the network with tied: false.", {
        path: "tied",
      });
    if (placed) return [key, placed];
    throw new InputError(
      `there is no copy of ${copy.weight} at step ${copy.step}; weightCopies(unrolling) lists all.`,
      { path: "copy" },
    );
  }

  function forwardCopy(place: number): void {
    const { area: to, step } = copies[place]!;
    const { context, cell: one, turnTo } = bound[to]!;
    const { hidden, size } = context;
    cell.projections.forEach(({ input, bias }, p) => {
      const drive = context.drive(p, step);
      if (seeInput[to])
        k.matmul(drive, partOf("weight", { weight: input, step, to }), inputAt(step), hidden, inputs, trials);
      else k.fill(drive, 0, size);
      k.addRows(drive, drive, partOf("weight", { weight: bias, step, to }), trials, hidden);
    });
    turnTo(step);
    one.forward(step, undefined);
  }

  function forward(): void {
    bound.forEach(({ context, cell: one, turnTo }, to) => {
      turnTo(0);
      one.start((weight, state) => {
        k.fill(state, 0, context.size);
        if (placeOf.has(`${to} 0`))
          k.addRows(state, state, partOf("weight", { weight, step: 0, to }), trials, context.hidden);
      });
    });
    for (const place of layers) if (copies[place]!.step > 0) forwardCopy(place);
    readSteps.forEach((step, read) => {
      const out = outputAt("outputs", read);
      k.fill(out, 0, trials * outputs);
      for (const from of readAreas(step)) {
        const { context } = bound[from]!;
        const W = partOf("weight", { weight: "W_out", step, from });
        k.matmulAdd(out, W, context.rate(step), outputs, context.hidden, trials);
      }
      k.addRows(out, out, partOf("weight", { weight: "b_out", step }), trials, outputs);
    });
  }

  /** Gradient by the rates of a copy, whose targets have all gone backward. */
  function fetch(place: number): void {
    const { area: from, step } = copies[place]!;
    const { context } = bound[from]!;
    cell.projections.forEach(({ recurrent, ownGradient }, p) => {
      if (ownGradient) return;
      for (const wire of targets[place]!) {
        const { area: to, step: later } = copies[wire.to]!;
        const W = partOf("transposed", { weight: recurrent!, step: later, to, from });
        const { context: target } = bound[to]!;
        k.matmulAdd(
          context.rateGradient(step),
          W,
          target.drive(p, later),
          context.hidden,
          target.hidden,
          trials,
        );
      }
    });
  }

  function backwardCopy(place: number): void {
    const { area, step } = copies[place]!;
    const { cell: one, turnTo } = bound[area]!;
    fetch(place);
    turnTo(step);
    if (step === 0) one.finish();
    else one.backward(step, placeOf.has(`${area} ${step + 1}`), step > 1 || start === "weights");
  }

  /** Adds to the gradients by what leads to a copy, by step, so that tied ones sum in the order of the recurrent network. */
  function addGradients(place: number): void {
    const { area: to, step } = copies[place]!;
    const { context } = bound[to]!;
    const { hidden } = context;
    cell.projections.forEach(({ input, bias, recurrent, ownGradient }, p) => {
      const drive = context.drive(p, step);
      if (seeInput[to])
        k.addOuter(
          partOf("gradient", { weight: input, step, to }),
          drive,
          inputAt(step),
          hidden,
          inputs,
          trials,
        );
      k.addRowSums(partOf("gradient", { weight: bias, step, to }), drive, trials, hidden);
      if (ownGradient) return;
      for (const { from: source } of sources[place]!) {
        const from = copies[source]!.area;
        const gradient = partOf("gradient", { weight: recurrent!, step, to, from });
        k.addOuter(gradient, drive, rateOf(source), hidden, areas[from]!.units, trials);
      }
    });
  }

  function scaleByGain(): void {
    const scaled = new Set(
      cell.projections.flatMap(({ input, bias, recurrent }) => [input, bias, recurrent!]),
    );
    for (const [key, { weight, to }] of slots) {
      if (!scaled.has(weight)) continue;
      const gain = gainOf(to!);
      const gradient = view(`gradient ${key}`);
      if (typeof gain === "number") {
        if (gain !== 1) k.scale(at(`gradient ${key}`), at(`gradient ${key}`), gain, gradient.length);
        continue;
      }
      const across = gradient.length / gain.length;
      for (let i = 0; i < gradient.length; i++) gradient[i]! *= gain[Math.floor(i / across)]!;
    }
  }

  function backward(): void {
    for (const key of slots.keys()) view(`gradient ${key}`).fill(0);
    areas.forEach((_, a) => {
      view(`rateGradient ${a}`).fill(0);
    });
    readSteps.forEach((step, read) => {
      const gradient = outputAt("outputGradient", read);
      for (const from of readAreas(step)) {
        const { context } = bound[from]!;
        const W = partOf("transposed", { weight: "W_out", step, from });
        k.matmul(context.rateGradient(step), W, gradient, context.hidden, outputs, trials);
        const slot = partOf("gradient", { weight: "W_out", step, from });
        k.addOuter(slot, gradient, context.rate(step), outputs, context.hidden, trials);
      }
      k.addRowSums(partOf("gradient", { weight: "b_out", step }), gradient, trials, outputs);
    });
    for (const place of [...copies.keys()].reverse()) backwardCopy(place);
    copies.forEach(({ step }, place) => {
      if (step > 0) addGradients(place);
    });
    scaleByGain();
  }

  return {
    ...{ unrolling, options },
    inputs: view("inputs"),
    outputs: view("outputs"),
    outputGradient: view("outputGradient"),
    rates(place) {
      const { context } = boundOf(place);
      const first = copies[place]!.step * context.size;
      return view(`rates ${copies[place]!.area}`).subarray(first, first + context.size);
    },
    setWeights(weights) {
      checkWeights(shapes, weights);
      checkBlocks(unrolling, weights);
      for (const [key, copy] of slots) {
        const { shape } = shapes.find(({ name }) => name === copy.weight)!;
        write(key, copy, cut(weights[copy.weight]!, shape[1], copy));
      }
    },
    setCopy(copy, values) {
      const [key, placed] = alone(copy);
      const expected = (placed.rows.to - placed.rows.from) * (placed.columns.to - placed.columns.from);
      if (values.length !== expected)
        throw new InputError(
          `the copy of ${copy.weight} at step ${copy.step} is given ${values.length} numbers; expected ${expected}.`,
          { path: "values" },
        );
      write(key, placed, values);
    },
    forward,
    backward,
    gradient(weight) {
      const { shape } = shapes.find(({ name }) => name === weight)!;
      const total =
        precision === "f64" ? new Float64Array(shape[0] * shape[1]) : new Float32Array(shape[0] * shape[1]);
      for (const [key, { weight: name, rows, columns }] of slots) {
        if (name !== weight) continue;
        const part = view(`gradient ${key}`);
        const across = columns.to - columns.from;
        for (let e = 0; e < part.length; e++)
          total[(rows.from + Math.floor(e / across)) * shape[1] + columns.from + (e % across)]! += part[e]!;
      }
      return total;
    },
    copyGradient: (copy) => view(`gradient ${alone(copy)[0]}`),
  };
}
