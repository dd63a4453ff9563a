import { describe, expect, it } from "vitest";
import { initSync, type KernelEntry, type KernelName, kernelNames, kernelTable } from "../../src/index.js";
import { kernelAndTwin, type Sizes } from "./kernel-and-twin.js";
import { sampler } from "./random-arrays.js";

const core = initSync();

function sizesFor(n: number): Sizes {
  const pick = sampler(n, "sizes");
  return {
    n,
    m: pick.integer(1, 67),
    batch: pick.integer(1, 9),
    rows: pick.integer(1, 9),
    trials: pick.integer(1, 4),
    k: pick.integer(1, 33),
  };
}

const small = Array.from({ length: 67 }, (_, i) => sizesFor(i + 1));
const large = [200, 512, 1031].map((n) => ({ n, m: 96, batch: 5, rows: 3, trials: 1, k: 40 }));

describe.each(["f64", "f32"] as const)("strict kernels in %s", (precision) => {
  it.each(kernelNames)(
    "%s equals its twin bit for bit on every size from 1 to 67 and larger ones",
    (name) => {
      for (const sizes of [...small, ...large]) {
        const { kernel, twin } = kernelAndTwin(core, name, precision, sizes, 1000 + sizes.n);
        expect(kernel, `${name} at ${JSON.stringify(sizes)}`).toEqual(twin);
      }
    },
  );
});

type Twin = (...args: never[]) => unknown;
const wrapped =
  (name: KernelName, change: (args: unknown[]) => void): Twin =>
  (...args: never[]) => {
    const all: unknown[] = [...args];
    change(all);
    return (kernelTable[name].twin as (...same: unknown[]) => unknown)(...all);
  };

/** Each twin is wrong by no more than its name says. */
const wrongTwins: readonly [fault: string, name: KernelName, twin: KernelEntry["twin"]][] = [
  [
    "sums a row from its other end",
    "matvec",
    (_: unknown, out: Float64Array, W: Float64Array, x: Float64Array, n: number, m: number) => {
      for (let i = 0; i < n; i++) {
        out[i] = 0;
        for (let j = m - 1; j >= 0; j--) out[i]! += W[i * m + j]! * x[j]!;
      }
    },
  ],
  [
    "takes the exponential from the engine",
    "exp",
    (_: unknown, out: Float64Array, x: Float64Array, n: number) => {
      for (let i = 0; i < n; i++) out[i] = Math.exp(x[i]!);
    },
  ],
  [
    "leaves out the last element",
    "add",
    wrapped("add", (args) => {
      args[4] = (args[4] as number) - 1;
    }),
  ],
  [
    "writes one element too many",
    "copy",
    wrapped("copy", (args) => {
      args[3] = (args[3] as number) + 1;
    }),
  ],
  [
    "draws the next step's numbers",
    "normals",
    wrapped("normals", (args) => {
      args[4] = ((args[4] as number) + 1) >>> 0;
    }),
  ],
  ["finds nothing", "firstNonFinite", () => -1],
];

describe("the comparison with twins", () => {
  it.each(wrongTwins)("notices a twin that %s", (_, name, twin) => {
    const differs = small.some((sizes) => {
      const got = kernelAndTwin(core, name, "f64", sizes, 1000 + sizes.n, twin);
      return got.kernel.join() !== got.twin.join();
    });
    expect(differs).toBe(true);
  });
});
