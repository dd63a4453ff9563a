import {
  type Argument,
  type Block,
  type Core,
  float32,
  float64,
  type KernelEntry,
  type KernelName,
  kernelTable,
  type Precision,
  type Size,
} from "../../src/index.js";
import { bitsOf, sampler } from "./random-arrays.js";

export type Sizes = Record<Size, number>;
type Floats = Float64Array | Float32Array;
type Sample = ReturnType<typeof sampler>;
interface Sparse {
  readonly columns: Uint16Array;
  readonly start: Uint32Array;
}

/** Elements past the end of every array, which no kernel may touch: they are compared too. */
const GUARD = 8;

/** One argument as both sides get it, and what of it to compare afterwards. */
interface Passed {
  readonly kernel: number;
  readonly twin: unknown;
  readonly written?: readonly [kernel: Floats, twin: Floats];
}

function blockOf(argument: Argument, sizes: Sizes, csr: Sparse): Block | undefined {
  if ("shape" in argument) return [argument.shape.reduce((total, name) => total * sizes[name], 1) + GUARD];
  if (argument.role === "packed") return { packed: [sizes.n, sizes.m] };
  if (argument.role === "values") return [csr.columns.length + GUARD];
  if (argument.role === "columns") return { u16: [csr.columns.length] };
  return argument.role === "start" ? { u32: [sizes.n + 1] } : undefined;
}

function randomCsr(sizes: Sizes, make: Sample): Sparse {
  const columns: number[] = [];
  const start = [0];
  for (let i = 0; i < sizes.n; i++) {
    for (let j = 0; j < sizes.m; j++) if (make.uniform() < 0.3) columns.push(j);
    start.push(columns.length);
  }
  return { columns: Uint16Array.from(columns), start: Uint32Array.from(start) };
}

/**
 * Calls a kernel and its twin on the same random data.
 * @returns the bits of what each returned and wrote
 */
export function kernelAndTwin(
  core: Core,
  name: KernelName,
  precision: Precision,
  sizes: Sizes,
  seed: number,
  twin: KernelEntry["twin"] = kernelTable[name].twin,
): { kernel: string[]; twin: string[] } {
  const make = sampler(seed, name);
  const csr = randomCsr(sizes, make);
  const { arguments: args } = kernelTable[name];
  const blocks = args.map((argument, i) => [`a${i}`, blockOf(argument, sizes, csr)] as const);
  const layout = Object.fromEntries(blocks.filter(([, block]) => block)) as Record<string, Block>;
  const arena = core.allocate(layout, precision);
  const floats = (length: number): Floats =>
    precision === "f64" ? new Float64Array(length) : new Float32Array(length);

  function pass(argument: Argument, i: number): Passed {
    const block = `a${i}`;
    const at = arena.at[block]!;
    const view = arena.view[block] as Floats;
    switch (argument.role) {
      case "size":
        return { kernel: sizes[argument.size], twin: sizes[argument.size] };
      case "word": {
        const value = make.word();
        return { kernel: value, twin: value };
      }
      case "number": {
        const value = precision === "f32" ? Math.fround(make.number()) : make.number();
        return { kernel: value, twin: value };
      }
      case "columns":
      case "start":
        arena.view[block]!.set(csr[argument.role]);
        return { kernel: at, twin: csr[argument.role] };
      case "packed": {
        if (name === "pack") {
          const own = view.slice();
          return { kernel: at, twin: own, written: [view, own] };
        }
        const W = make.into(floats(sizes.n * sizes.m));
        arena.pack(block, W);
        return { kernel: at, twin: W };
      }
      default: {
        const own = make.into(view).slice();
        const read = argument.role === "in" || argument.role === "values";
        return { kernel: at, twin: own, ...(read ? {} : { written: [view, own] as const }) };
      }
    }
  }

  const passed = args.map(pass);
  const type = precision === "f64" ? float64 : float32;
  const call = arena.k[name] as (...all: number[]) => unknown;
  const fromKernel = call(...passed.map(({ kernel }) => kernel));
  const fromTwin = (twin as (...all: unknown[]) => unknown)(type, ...passed.map((one) => one.twin));
  const bits = (returned: unknown, side: 0 | 1): string[] => [
    String(returned),
    ...passed.flatMap(({ written }) => (written ? bitsOf(written[side]) : [])),
  ];
  return { kernel: bits(fromKernel, 0), twin: bits(fromTwin, 1) };
}
