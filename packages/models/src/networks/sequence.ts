import {
  type Arena,
  arenaBytes,
  type Core,
  type Layout,
  type Pointer,
  type Precision,
} from "@isocortex/core-wasm";
import type { CellContext, NoiseSource, Weights } from "./cell.js";
import { checkWeights, type Network, seenInputs, weightShapes } from "./network.js";
import { transposeInto } from "./transpose.js";

export interface SequenceOptions {
  readonly steps: number;
  readonly trials: number;
  readonly precision: Precision;
  /** Whether memory for the way back is taken. */
  readonly gradients: boolean;
}

type Floats = Float64Array | Float32Array;

/** About how many rows (step, trial) go through the maps before and behind the cell at once, while they are in the cache. */
const STRETCH_ROWS = 64;

/** How many steps that is. */
const stretchOf = ({ trials }: SequenceOptions): number => Math.max(1, Math.floor(STRETCH_ROWS / trials));

export interface BackwardOptions {
  /** Steps after which nothing flows further back (truncated backpropagation); all when left out. */
  readonly truncateAfter?: number | undefined;
  /** The gradient by the rates gets this times the rates: of c/2·Σ rate². */
  readonly ratePenalty?: number | undefined;
  /** Told each step after its adjoint, last step first, and whether anything flowed on to the step before. */
  readonly observe?: ((t: number, toEarlier: boolean) => void) | undefined;
}

/** What a step of a leaky network has at hand, (trials, hidden) each. */
export type StepArray = "drive" | "rate" | "rateGradient" | "state";

/** What is done to a network, or read off it, while it goes forward; `stepArray` gives the arrays of the step. */
export interface DuringForward {
  /** The drives W_in u + b of step t = 1..steps are there; what is added to them adds to the recurrent input. */
  before?(t: number): void;
  /** Step t is taken; rates that are changed now are what the read-out and step t + 1 see. First with t = 0, the initial state. */
  after?(t: number): void;
}

/**
 * A network unrolled over a stretch of steps and trials: the time loop of networks, forward and back. Arrays are views
 * into its memory, step-major: inputs (steps, trials, inputs), outputs (steps, trials, outputs) before any output
 * nonlinearity, rates (steps + 1, trials, hidden) with the initial state first.
 */
export interface Sequence {
  readonly network: Network;
  readonly options: SequenceOptions;
  readonly inputs: Floats;
  readonly outputs: Floats;
  readonly rates: Floats;
  /** Gradient by the outputs, to be filled before `backward`. */
  readonly outputGradient: Floats;
  /** Takes over effective weights. @throws InputError when one is missing or has another size */
  setWeights(weights: Weights): void;
  forward(noise?: NoiseSource, during?: DuringForward): void;
  /** A function of every output, (steps, trials, outputs), until it is asked for again. */
  outputsThrough(name: "sigmoid" | "softplus"): Floats;
  /** Gradients by every weight, from `outputGradient`; once per `forward`, whose traces it overwrites but for rates. */
  backward(options?: BackwardOptions): void;
  /**
   * An array of step t, a view: a projection's drive (after its adjoint the gradient by it, over the cell's gain), the rate,
   * the gradient by it (t and t - 1 alone while t goes backward), or the state where the cell has one, which may be kept
   * for t and t - 1 alone.
   */
  stepArray(name: StepArray, t: number, projection?: number): Floats;
  /** Gradient by a weight, a view. */
  gradient(name: string): Floats;
  /** Adds white noise of an amplitude per input channel (inputs), the same whatever the split of trials. */
  addInputNoise(amplitudes: ArrayLike<number>, noise: NoiseSource): void;
}

function layoutOf(network: Network, options: SequenceOptions): Layout {
  const { steps, trials, gradients } = options;
  const { cell, inputs, hidden, outputs } = network;
  const seen = seenInputs(network);
  const perProjection = cell.projections.flatMap(({ recurrent }, p) => [
    [`drive ${p}`, [steps, trials, hidden]],
    [`in ${p}`, { packed: [hidden, seen] }],
    ...(recurrent === undefined
      ? []
      : [
          [`recurrent ${p}`, { packed: [hidden, hidden] }],
          ...(gradients ? [[`transposed ${p}`, { packed: [hidden, hidden] }]] : []),
        ]),
  ]) as [string, Layout[string]][];
  const shapes = weightShapes(network);
  return {
    inputs: [steps, trials, inputs],
    ...(seen > inputs ? { seen: [steps, trials, seen] } : {}),
    inputNoise: [trials, inputs],
    inputSd: [inputs],
    outputs: [steps, trials, outputs],
    sigmoid: [steps, trials, outputs],
    softplus: [steps, trials, outputs],
    rates: [steps + 1, trials, hidden],
    out: { packed: [outputs, hidden] },
    ...Object.fromEntries(perProjection),
    ...Object.fromEntries(
      shapes
        .filter(({ role }) => role === "bias" || role === "state")
        .map(({ name, shape }) => [`vector ${name}`, [shape[1]]]),
    ),
    ...prefixed("cell ", cell.blocks({ inputs, hidden, steps, trials })),
    ...(gradients
      ? {
          outputGradient: [steps, trials, outputs],
          rateGradient: [2 * stretchOf(options), trials, hidden],
          outTransposed: { packed: [hidden, outputs] },
          ...Object.fromEntries(shapes.map(({ name, shape }) => [`gradient ${name}`, [...shape]])),
        }
      : {}),
  };
}

function prefixed(prefix: string, layout: Layout): Layout {
  return Object.fromEntries(Object.entries(layout).map(([name, block]) => [prefix + name, block]));
}

/** Bytes that a sequence takes, known before it is made. */
export function sequenceBytes(network: Network, options: SequenceOptions): number {
  return arenaBytes(layoutOf(network, options), options.precision);
}

function contextOf(arena: Arena<Layout>, network: Network, options: SequenceOptions): CellContext {
  const { inputs, hidden } = network;
  const { steps, trials, precision } = options;
  const bytes = trials * hidden * (precision === "f64" ? 8 : 4);
  const slots = 2 * stretchOf(options);
  const at = (block: string): Pointer => arena.at[block]!;
  const drives = network.cell.projections.map((_, p) => at(`drive ${p}`) - bytes);
  const [rates, rateGradients] = [at("rates"), at("rateGradient")];
  const numbered = (name: string): readonly Pointer[] =>
    network.cell.projections.map((_, p) => at(`${name} ${p}`));
  const [recurrent, transposed] = [numbered("recurrent"), numbered("transposed")];
  const [k, size] = [arena.k, trials * hidden];
  const drive = (p: number, t: number): Pointer => drives[p]! + t * bytes;
  const rate = (t: number): Pointer => rates + t * bytes;
  const rateGradient = (t: number): Pointer => rateGradients + ((t - 1 + slots) % slots) * bytes;
  const recurrentGradient = network.cell.projections.map((projection) =>
    at(`gradient ${projection.recurrent}`),
  );
  return {
    k,
    precision,
    inputs,
    hidden,
    steps,
    trials,
    size,
    drive,
    rate,
    rateGradient,
    addRecurrent: (p, t) => k.matmulAdd(drive(p, t), recurrent[p]!, rate(t - 1), hidden, hidden, trials),
    sendBack: (p, t) => k.matmulAdd(rateGradient(t - 1), transposed[p]!, drive(p, t), hidden, hidden, trials),
    at: (block) => at(`cell ${block}`),
    recurrent: (p) => recurrent[p]!,
    transposed: (p) => transposed[p]!,
    recurrentGradient: (p) => recurrentGradient[p]!,
    vector: (name) => at(`vector ${name}`),
    gradient: (name) => at(`gradient ${name}`),
  };
}

/** Some steps, first to last: their rows, and where these begin. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly seen: Pointer;
  readonly outputs: Pointer;
  readonly outputGradient: Pointer;
}

/** Takes all memory of a network unrolled over steps and trials. @throws InputError (code `resources`) when it cannot be had */
export function createSequence(core: Core, network: Network, options: SequenceOptions): Sequence {
  const { cell, inputs, hidden, outputs } = network;
  const { steps, trials, precision, gradients } = options;
  const arena: Arena<Layout> = core.allocate(layoutOf(network, options), precision);
  const { k, at } = arena;
  const view = (name: string): Floats => (arena.view[name] ?? new Float64Array(0)) as Floats;
  const context = contextOf(arena, network, options);
  for (const [name, values] of Object.entries(cell.constants({ inputs, hidden, steps, trials })))
    view(`cell ${name}`).set(values);
  const bound = cell.bind(context);
  const width = precision === "f64" ? 8 : 4;
  const shapes = weightShapes(network);
  const rows = steps * trials;
  const seen = seenInputs(network);
  const seenAt = seen > inputs ? at.seen! : at.inputs!;
  const stretches = Array.from({ length: Math.ceil(steps / stretchOf(options)) }, (_, i): Stretch => {
    const before = i * stretchOf(options);
    const last = Math.min(before + stretchOf(options), steps);
    const from = (start: Pointer, units: number): Pointer => start + before * trials * units * width;
    return {
      first: before + 1,
      last,
      rows: (last - before) * trials,
      seen: from(seenAt, seen),
      outputs: from(at.outputs!, outputs),
      outputGradient: from(at.outputGradient ?? 0, outputs),
    };
  });
  const turned = new (precision === "f64" ? Float64Array : Float32Array)(hidden * Math.max(hidden, outputs));

  function setWeights(weights: Weights): void {
    checkWeights(shapes, weights);
    for (const { name, role } of shapes)
      if (role === "bias" || role === "state") view(`vector ${name}`).set(weights[name]!);
    cell.projections.forEach(({ input, recurrent }, p) => {
      arena.pack(`in ${p}`, weights[input]!);
      if (recurrent === undefined) return;
      arena.pack(`recurrent ${p}`, weights[recurrent]!);
      if (gradients)
        arena.pack(
          `transposed ${p}`,
          transposeInto(turned, weights[recurrent]!, hidden, hidden, cell.gain).subarray(0, hidden * hidden),
        );
    });
    arena.pack("out", weights.W_out!);
    if (gradients)
      arena.pack(
        "outTransposed",
        transposeInto(turned, weights.W_out!, outputs, hidden, 1).subarray(0, hidden * outputs),
      );
  }

  /** Beside each step's inputs, those of the steps before it; 0 before the first. */
  function lookBack(): void {
    const [from, to] = [view("inputs"), view("seen")];
    to.fill(0);
    for (let back = 0; back < seen / inputs; back++) {
      for (let row = back * trials; row < rows; row++) {
        const source = (row - back * trials) * inputs;
        to.set(from.subarray(source, source + inputs), row * seen + back * inputs);
      }
    }
  }

  function forward(noise?: NoiseSource, { before, after }: DuringForward = {}): void {
    if (seen > inputs) lookBack();
    bound.start((name, to) => {
      k.fill(to, 0, trials * hidden);
      k.addRows(to, to, at[`vector ${name}`]!, trials, hidden);
    });
    after?.(0);
    for (const stretch of stretches) {
      const { first, last, rows } = stretch;
      cell.projections.forEach(({ bias }, p) => {
        const drive = context.drive(p, first);
        k.matmul(drive, at[`in ${p}`]!, stretch.seen, hidden, seen, rows);
        k.addRows(drive, drive, at[`vector ${bias}`]!, rows, hidden);
      });
      for (let t = first; t <= last; t++) {
        before?.(t);
        bound.forward(t, noise);
        after?.(t);
      }
      k.matmul(stretch.outputs, at.out!, context.rate(first), outputs, hidden, rows);
      k.addRows(stretch.outputs, stretch.outputs, at["vector b_out"]!, rows, outputs);
    }
  }

  /** Gradients by the rates of a stretch, from the read-out alone. */
  function readOutBackward({ first, rows, outputGradient }: Stretch, ratePenalty: number): void {
    const gradient = context.rateGradient(first);
    k.matmul(gradient, at.outTransposed!, outputGradient, hidden, outputs, rows);
    if (ratePenalty !== 0) k.addScaled(gradient, gradient, context.rate(first), ratePenalty, rows * hidden);
  }

  function scaleByGain(name: string): void {
    const gradient = view(`gradient ${name}`);
    const width = gradient.length / hidden;
    if (typeof cell.gain === "number") {
      if (cell.gain !== 1)
        k.scale(at[`gradient ${name}`]!, at[`gradient ${name}`]!, cell.gain, gradient.length);
      return;
    }
    for (let i = 0; i < gradient.length; i++) gradient[i]! *= cell.gain[Math.floor(i / width)]!;
  }

  function backward({ truncateAfter = steps, ratePenalty = 0, observe }: BackwardOptions = {}): void {
    for (const { name } of shapes) view(`gradient ${name}`).fill(0);
    readOutBackward(stretches[stretches.length - 1]!, ratePenalty);
    for (let s = stretches.length - 1; s >= 0; s--) {
      const { first, last } = stretches[s]!;
      if (s > 0) readOutBackward(stretches[s - 1]!, ratePenalty);
      else k.fill(context.rateGradient(0), 0, trials * hidden);
      for (let t = last; t >= first; t--) {
        const toEarlier = t === 1 || (t - 1) % truncateAfter !== 0;
        bound.backward(t, t < steps && t % truncateAfter !== 0, toEarlier);
        observe?.(t, toEarlier);
      }
    }
    bound.finish();
    for (const { first, rows, seen: from, outputGradient } of stretches) {
      k.addOuter(at["gradient W_out"]!, outputGradient, context.rate(first), outputs, hidden, rows);
      k.addRowSums(at["gradient b_out"]!, outputGradient, rows, outputs);
      cell.projections.forEach(({ input, recurrent, bias, ownGradient }, p) => {
        const drive = context.drive(p, first);
        k.addOuter(at[`gradient ${input}`]!, drive, from, hidden, seen, rows);
        k.addRowSums(at[`gradient ${bias}`]!, drive, rows, hidden);
        if (recurrent !== undefined && !ownGradient)
          k.addOuter(context.recurrentGradient(p), drive, context.rate(first - 1), hidden, hidden, rows);
      });
    }
    for (const { input, bias, recurrent } of cell.projections)
      for (const name of [input, bias, recurrent]) if (name !== undefined) scaleByGain(name);
  }

  function addInputNoise(amplitudes: ArrayLike<number>, { stream, firstTrial }: NoiseSource): void {
    view("inputSd").set(amplitudes);
    const row = trials * inputs * width;
    for (let t = 0; t < steps; t++) {
      const x = at.inputs! + t * row;
      k.normals(at.inputNoise!, stream.key0, stream.key1, t, firstTrial, trials, inputs);
      k.addProductRows(x, x, at.inputNoise!, at.inputSd!, trials, inputs);
    }
  }

  return {
    network,
    options,
    inputs: view("inputs"),
    outputs: view("outputs"),
    rates: view("rates"),
    outputGradient: view("outputGradient"),
    setWeights,
    forward,
    outputsThrough(name) {
      k[name](at[name]!, at.outputs!, rows * outputs);
      return view(name);
    },
    backward,
    stepArray(name, t, projection = 0) {
      const size = trials * hidden;
      const states = view("cell state").length / size;
      const slots = {
        drive: t - 1,
        rate: t,
        rateGradient: (context.rateGradient(t) - at.rateGradient!) / (size * width),
        state: t % Math.max(1, states),
      }[name];
      const block = {
        drive: `drive ${projection}`,
        rate: "rates",
        rateGradient: "rateGradient",
        state: "cell state",
      }[name];
      return view(block).subarray(slots * size, (slots + 1) * size);
    },
    gradient: (name) => view(`gradient ${name}`),
    addInputNoise,
  };
}
