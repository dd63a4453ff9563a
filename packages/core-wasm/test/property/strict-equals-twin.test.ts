import { describe, expect, it } from "vitest";
import {
  type Argument,
  float32,
  float64,
  initSync,
  type KernelName,
  kernelNames,
  kernelTable,
  type Precision,
  type Size,
} from "../../src/index.js";
import { bitsOf, sampler } from "./random-arrays.js";

type Floats = Float64Array | Float32Array;
type Sizes = Record<Size, number>;

const core = initSync();
const count = (shape: readonly Size[], sizes: Sizes): number =>
  shape.reduce((total, name) => total * sizes[name], 1);
const sparse = (args: readonly Argument[]) => args.some(({ role }) => role === "values");

/** Calls the kernel and its twin on the same data; returns what each of them wrote. */
function callBoth(name: KernelName, precision: Precision, sizes: Sizes, seed: number): [string[], string[]] {
  const args = kernelTable[name].arguments;
  const make = sampler(seed, name);
  const csr = sparse(args) ? randomCsr(sizes, make) : undefined;
  const layout: Record<
    string,
    readonly number[] | { packed: [number, number] } | { u16: number[] } | { u32: number[] }
  > = {};
  args.forEach((argument, i) => {
    if ("shape" in argument) layout[`a${i}`] = [count(argument.shape, sizes)];
    if (argument.role === "packed") layout[`a${i}`] = { packed: [sizes.n, sizes.m] };
    if (argument.role === "values") layout[`a${i}`] = [csr!.columns.length];
    if (argument.role === "columns") layout[`a${i}`] = { u16: [csr!.columns.length] };
    if (argument.role === "start") layout[`a${i}`] = { u32: [sizes.n + 1] };
  });
  const arena = core.allocate(layout, precision);
  const wasm: number[] = [];
  const twin: unknown[] = [];
  const written: [Floats, Floats][] = [];
  const copyOf = (block: Floats): Floats => block.slice();
  args.forEach((argument, i) => {
    const at = arena.at[`a${i}`]!;
    const view = arena.view[`a${i}`] as Floats;
    if (argument.role === "size") {
      wasm.push(sizes[argument.size]);
      twin.push(sizes[argument.size]);
    } else if (argument.role === "number" || argument.role === "word") {
      const raw = argument.role === "word" ? make.word() : make.number();
      const value = argument.role === "number" && precision === "f32" ? Math.fround(raw) : raw;
      wasm.push(value);
      twin.push(value);
    } else if (argument.role === "packed") {
      const W = make.into(
        precision === "f64" ? new Float64Array(sizes.n * sizes.m) : new Float32Array(sizes.n * sizes.m),
      );
      if (name === "pack") {
        const own = copyOf(view);
        written.push([view, own]);
        twin.push(own);
      } else {
        arena.pack(`a${i}`, W);
        twin.push(W);
      }
      wasm.push(at);
    } else if (argument.role === "columns" || argument.role === "start") {
      const source = argument.role === "columns" ? csr!.columns : csr!.start;
      (view as unknown as Uint32Array).set(source);
      wasm.push(at);
      twin.push(source);
    } else {
      make.into(view);
      const own = copyOf(view);
      if (argument.role !== "in" && argument.role !== "values") written.push([view, own]);
      wasm.push(at);
      twin.push(own);
    }
  });
  const type = precision === "f64" ? float64 : float32;
  const fromWasm = (arena.k[name] as (...all: number[]) => number | undefined)(...wasm);
  const fromTwin = (kernelTable[name].twin as (...all: unknown[]) => number | undefined)(type, ...twin);
  return [
    [String(fromWasm), ...written.flatMap(([a]) => bitsOf(a))],
    [String(fromTwin), ...written.flatMap(([, b]) => bitsOf(b))],
  ];
}

function randomCsr(sizes: Sizes, make: ReturnType<typeof sampler>) {
  const columns: number[] = [];
  const start = [0];
  for (let i = 0; i < sizes.n; i++) {
    for (let j = 0; j < sizes.m; j++) if (make.uniform() < 0.3) columns.push(j);
    start.push(columns.length);
  }
  return { columns: Uint16Array.from(columns), start: Uint32Array.from(start) };
}

const small = Array.from({ length: 67 }, (_, i) => i + 1);

describe.each(["f64", "f32"] as const)("strict kernels in %s", (precision) => {
  it.each(kernelNames)(
    "%s equals its plain-TypeScript twin bit for bit on every size from 1 to 67",
    (name) => {
      for (const n of small) {
        const pick = sampler(n, "sizes");
        const sizes = {
          n,
          m: pick.integer(1, 67),
          batch: pick.integer(1, 9),
          rows: pick.integer(1, 9),
          trials: pick.integer(1, 4),
        };
        const [wasm, twin] = callBoth(name, precision, sizes, 1000 + n);
        expect(wasm, `${name} at ${JSON.stringify(sizes)}`).toEqual(twin);
      }
    },
  );

  it.each(kernelNames)("%s equals its twin on larger arrays", (name) => {
    for (const n of [200, 512, 1031]) {
      const sizes = { n, m: 96, batch: 5, rows: 3, trials: 1 };
      const [wasm, twin] = callBoth(name, precision, sizes, n);
      expect(wasm, `${name} at n ${n}`).toEqual(twin);
    }
  });
});
