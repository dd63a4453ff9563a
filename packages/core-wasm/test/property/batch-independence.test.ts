import { describe, expect, it } from "vitest";
import { type Arena, type Core, initSync, type Precision } from "../../src/index.js";
import { bitsOf, sampler } from "./random-arrays.js";

const core: Core = initSync();

describe.each(["f64", "f32"] as const)("in %s the batch changes no bit", (precision: Precision) => {
  it.each([
    [1, 1],
    [5, 7],
    [29, 29],
    [40, 40],
    [67, 130],
  ])("a matrix product of batch 1 to 9 is so many matrix-vector products (%i x %i)", (n, m) => {
    const arena = core.allocate({ W: { packed: [n, m] }, x: [9, m], one: [n], all: [9, n] }, precision);
    const make = sampler(n, "batch");
    arena.pack("W", make.into(new Float64Array(n * m)));
    make.into(arena.view.x);
    const { at, k, view } = arena;
    const bytes = precision === "f64" ? 8 : 4;
    for (let batch = 1; batch <= 9; batch++) {
      k.matmul(at.all, at.W, at.x, n, m, batch);
      for (let b = 0; b < batch; b++) {
        k.matvec(at.one, at.W, at.x + b * m * bytes, n, m);
        expect(bitsOf(view.all.slice(b * n, (b + 1) * n))).toEqual(bitsOf(view.one));
      }
    }
  });

  it("a sparse product of batch 3 is three products", () => {
    const n = 50;
    const make = sampler(3, "sparse");
    const columns = Array.from({ length: n * 6 }, () => make.integer(0, n - 1));
    const layout = {
      values: [columns.length],
      columns: { u16: [columns.length] },
      start: { u32: [n + 1] },
      x: [3, n],
      one: [n],
      all: [3, n],
    } as const;
    const { at, k, view } = core.allocate(layout, precision);
    make.into(view.values);
    make.into(view.x);
    view.columns.set(columns);
    view.start.set(Array.from({ length: n + 1 }, (_, i) => i * 6));
    k.sparseMatmul(at.all, at.values, at.columns, at.start, at.x, n, n, 3);
    for (let b = 0; b < 3; b++) {
      const x = at.x + b * n * (precision === "f64" ? 8 : 4);
      k.sparseMatmul(at.one, at.values, at.columns, at.start, x, n, n, 1);
      expect(bitsOf(view.all.slice(b * n, (b + 1) * n))).toEqual(bitsOf(view.one));
    }
  });

  it.each(["uniforms", "normals"] as const)(
    "%s do not depend on how trials and units are split",
    (kernel) => {
      const [trials, n, whole] = [6, 43, 8];
      const arena: Arena<{ all: number[]; part: number[] }> = core.allocate(
        { all: [trials * n], part: [trials * n] },
        precision,
      );
      const draw = arena.k[kernel];
      const { at, view } = arena;
      draw(at.all, 11, 22, 3, whole, trials, n);
      for (let firstTrial = 0; firstTrial < trials; firstTrial++) {
        draw(at.part, 11, 22, 3, whole + firstTrial, trials - firstTrial, n);
        expect(view.part.slice(0, (trials - firstTrial) * n)).toEqual(view.all.slice(firstTrial * n));
      }
      for (let units = 1; units <= n; units++) {
        draw(at.part, 11, 22, 3, whole, 1, units);
        expect(view.part.slice(0, units)).toEqual(view.all.slice(0, units));
      }
    },
  );

  it.each([
    ["the key's first word", [12, 22, 3, 8]],
    ["the key's second word", [11, 23, 3, 8]],
    ["the step", [11, 22, 4, 8]],
    ["the trial", [11, 22, 3, 9]],
  ] as const)("another value of %s gives other normals throughout", (_, [key0, key1, step, trial]) => {
    const { at, k, view } = core.allocate({ a: [43], b: [43] }, precision);
    k.normals(at.a, 11, 22, 3, 8, 1, 43);
    k.normals(at.b, key0, key1, step, trial, 1, 43);
    view.a.forEach((value, i) => {
      expect(value).not.toBe(view.b[i]);
    });
  });
});
