import { initSync, type Precision, randomStream, uniformsOf } from "@isocortex/core-wasm";
import type { Comparison } from "./comparison.js";
import { type Contender, type MeasureOptions, measure } from "./measure.js";
import type { Numpy } from "./numpy.js";

const SEED = 1;
const OPERATIONS_PER_SAMPLE = 2e6;
const ELEMENTS = 4096;

type Floats = Float64Array | Float32Array;
type Plain = typeof import("./plain-loops.js");
type Request = Readonly<Record<string, unknown>>;

/** A comparison before it is measured. */
interface Entry {
  readonly name: string;
  readonly unit: "GFLOP/s" | "M/s";
  /** Floating-point operations, or elements, of one call. */
  readonly operations: number;
  readonly kernel: () => unknown;
  readonly plain: () => unknown;
  readonly numpy?: Request;
}

const core = initSync();

/** The loops once per precision, so that an engine meets one kind of array in each and makes them as fast as it can. */
const plainLoops = async (precision: Precision): Promise<Plain> =>
  import(new URL(`./plain-loops.js?${precision}`, import.meta.url).href) as Promise<Plain>;

const floats = (precision: Precision, length: number): Floats =>
  precision === "f64" ? new Float64Array(length) : new Float32Array(length);

function random(precision: Precision, length: number): Floats {
  const uniform = uniformsOf(randomStream(SEED));
  return floats(precision, length).map(() => 0.1 + 2.9 * uniform());
}

function dense(plain: Plain, precision: Precision, n: number, m: number, batch: number): Entry {
  const [W, x] = [random(precision, n * m), random(precision, batch * m)];
  const out = floats(precision, batch * n);
  const arena = core.allocate({ W: { packed: [n, m] }, x: [batch, m], out: [batch, n] }, precision);
  arena.pack("W", W);
  arena.view.x.set(x);
  const { k, at } = arena;
  const vector = batch === 1;
  return {
    name: vector ? `matvec ${precision} ${n} x ${m}` : `matmul ${precision} ${n} x ${m}, batch ${batch}`,
    unit: "GFLOP/s",
    operations: 2 * n * m * batch,
    kernel: vector
      ? () => k.matvec(at.out, at.W, at.x, n, m)
      : () => k.matmul(at.out, at.W, at.x, n, m, batch),
    plain: () => plain.matmul(out, W, x, n, m, batch),
    numpy: { kind: vector ? "matvec" : "matmul", precision, n, m, batch },
  };
}

function sparse(plain: Plain, precision: Precision, n: number, density: number): Entry {
  const uniform = uniformsOf(randomStream(SEED));
  const columns: number[] = [];
  const start = [0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) if (uniform() < density) columns.push(j);
    start.push(columns.length);
  }
  const [values, x, out] = [random(precision, columns.length), random(precision, n), floats(precision, n)];
  const layout = {
    values: [columns.length],
    columns: { u16: [columns.length] },
    start: { u32: [n + 1] },
    x: [n],
    out: [n],
  } as const;
  const { k, at, view } = core.allocate(layout, precision);
  view.values.set(values);
  view.columns.set(columns);
  view.start.set(start);
  view.x.set(x);
  const [columnsOf, startOf] = [Uint16Array.from(columns), Uint32Array.from(start)];
  return {
    name: `sparse matvec ${precision} ${n}, ${100 * density} %`,
    unit: "M/s",
    operations: columns.length,
    kernel: () => k.sparseMatmul(at.out, at.values, at.columns, at.start, at.x, n, n, 1),
    plain: () => plain.sparseMatvec(out, values, columnsOf, startOf, x),
  };
}

function functions(plain: Plain, precision: Precision): Entry[] {
  const x = random(precision, ELEMENTS);
  const out = floats(precision, ELEMENTS);
  const arena = core.allocate({ x: [ELEMENTS], out: [ELEMENTS] }, precision);
  arena.view.x.set(x);
  const { k, at } = arena;
  const entry = (name: string, kernel: () => unknown, loop: () => unknown, numpy = false): Entry => ({
    name: `${name} ${precision}`,
    unit: "M/s",
    operations: ELEMENTS,
    kernel,
    plain: loop,
    ...(numpy ? { numpy: { kind: name, precision, n: ELEMENTS } } : {}),
  });
  return [
    entry(
      "exp",
      () => k.exp(at.out, at.x, ELEMENTS),
      () => plain.exp(out, x),
      true,
    ),
    entry(
      "log",
      () => k.log(at.out, at.x, ELEMENTS),
      () => plain.log(out, x),
      true,
    ),
    entry(
      "tanh",
      () => k.tanh(at.out, at.x, ELEMENTS),
      () => plain.tanh(out, x),
      true,
    ),
    entry(
      "sigmoid",
      () => k.sigmoid(at.out, at.x, ELEMENTS),
      () => plain.sigmoid(out, x),
      true,
    ),
    entry(
      "softplus",
      () => k.softplus(at.out, at.x, ELEMENTS),
      () => plain.softplus(out, x),
    ),
    entry(
      "normals",
      () => k.normals(at.out, 1, 2, 3, 0, 1, ELEMENTS),
      () => plain.normals(out),
      true,
    ),
    entry(
      "leaky Euler step",
      () => k.leakyEuler(at.out, at.x, 0.01, ELEMENTS),
      () => plain.leakyEuler(out, x, 0.01),
    ),
  ];
}

function entriesOf(plain: Plain, precision: Precision): Entry[] {
  return [
    ...[64, 256, 512, 1024].map((n) => dense(plain, precision, n, n, 1)),
    dense(plain, precision, 240, 240, 120),
    dense(plain, precision, 512, 512, 64),
    sparse(plain, precision, 2000, 0.1),
    ...functions(plain, precision),
  ];
}

function contenders(entry: Entry, numpy: Numpy | undefined, { timeMs }: MeasureOptions): Contender[] {
  const repeat = Math.max(1, Math.round(OPERATIONS_PER_SAMPLE / entry.operations));
  const many = (call: () => unknown) => (): unknown => {
    for (let i = 1; i < repeat; i++) call();
    return call();
  };
  const peers: Contender[] = [
    { who: "isocortex", repeat, call: many(entry.kernel) },
    { who: "plain JS", repeat, call: many(entry.plain) },
  ];
  const { numpy: request } = entry;
  if (numpy && request) {
    const ask = async (): Promise<readonly number[]> =>
      (await numpy.ask({ ...request, repeat, timeMs })).samples as readonly number[];
    peers.push({ who: "numpy", samples: ask });
  }
  return peers;
}

/** Kernels against careful plain loops and, where it is installed, numpy. */
export async function* benchKernels(
  numpy: Numpy | undefined,
  options: MeasureOptions,
): AsyncGenerator<Comparison> {
  for (const precision of ["f32", "f64"] as const) {
    for (const entry of entriesOf(await plainLoops(precision), precision)) {
      const timings = await measure(contenders(entry, numpy, options), options);
      const scale = entry.operations / (entry.unit === "GFLOP/s" ? 1e6 : 1e3);
      yield { suite: "kernels", name: entry.name, unit: entry.unit, scale, timings };
    }
  }
}
