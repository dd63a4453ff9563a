import { describe, expect, it } from "vitest";
import { decodeNpy, encodeNpy } from "../../src/io/npy.js";
import { decodeNpz, encodeNpz } from "../../src/io/npz.js";
import { sha256OfBytes } from "../../src/io/sha256.js";
import type { NdArray } from "../../src/nd-array.js";
import { seeded } from "../seeded.js";

const kinds = { f8: Float64Array, f4: Float32Array, i4: Int32Array } as const;
const shapes: readonly (readonly number[])[] = [
  [0],
  [1],
  [7],
  [3, 5],
  [2, 0, 4],
  [2, 3, 4],
  [1, 2, 3, 1, 2],
  [],
];

function randomArray(kind: keyof typeof kinds, shape: readonly number[], seed: number): NdArray {
  const { normal, below } = seeded(seed);
  const count = shape.reduce((total, size) => total * size, 1);
  const draw = (): number => (kind === "i4" ? below(2 ** 32) - 2 ** 31 : normal() * 10 ** (below(40) - 20));
  return { shape, data: new kinds[kind](Array.from({ length: count }, draw)) };
}

const special = [
  0,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  5e-324,
  1.7976931348623157e308,
];

describe("arrays written as .npz", () => {
  describe.each(Object.keys(kinds) as (keyof typeof kinds)[])("of type %s", (kind) => {
    it.each(shapes.map((shape) => ({ shape })))(
      "and shape $shape come back as they were, bit for bit",
      ({ shape }) => {
        const array = randomArray(kind, shape, shape.length);
        expect(decodeNpz(encodeNpz({ x: array }))).toEqual({ x: array });
      },
    );
  });

  it("keep signed zeros, infinities, NaN and subnormals", () => {
    const data = Float64Array.from(special);
    const { x } = decodeNpz(encodeNpz({ x: { shape: [special.length], data } }));
    expect([...x!.data].every((value, i) => Object.is(value, special[i]))).toBe(true);
  });

  it("keep their names, whatever they are", () => {
    const names = ["rE", "rE.timeMs", "9/46d", "Größe", "__proto__", "constructor", "a b"];
    const one = { shape: [1], data: Float64Array.of(1) };
    const back = decodeNpz(encodeNpz(Object.fromEntries(names.map((name) => [name, one]))));
    expect(Object.keys(back).sort()).toEqual([...names].sort());
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it("are the same bytes for the same arrays, in whatever order they are given", () => {
    const [a, b] = [randomArray("f8", [40, 3], 1), randomArray("i4", [17], 2)];
    expect(sha256OfBytes(encodeNpz({ a, b }))).toBe(sha256OfBytes(encodeNpz({ b, a })));
    expect(sha256OfBytes(encodeNpz({ a, b }))).not.toBe(sha256OfBytes(encodeNpz({ a: b, b: a })));
  });

  it("carry the first instant of 1980, not the time of day", () => {
    const bytes = encodeNpz({ a: { shape: [2], data: Float64Array.of(1, 2) } });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const signatures = { local: 0x04034b50, directory: 0x02014b50 };
    const stamps = Array.from(bytes.subarray(0, -22), (_, at) => {
      if (view.getUint32(at, true) === signatures.local) return view.getUint32(at + 10, true);
      return view.getUint32(at, true) === signatures.directory ? view.getUint32(at + 12, true) : undefined;
    });
    // MS-DOS date: 1 January, year 0 since 1980, midnight.
    expect(stamps.filter((stamp) => stamp !== undefined)).toEqual([0x00210000, 0x00210000]);
  });

  it("are read from the middle of a larger buffer", () => {
    const bytes = encodeNpz({ x: randomArray("f4", [5], 3) });
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    expect(decodeNpz(larger.subarray(5, 5 + bytes.length))).toEqual(decodeNpz(bytes));
  });
});

describe("the header of an .npy file", () => {
  it("is version 1.0, ends in a newline, and its data begin at a multiple of 64 bytes", () => {
    for (const shape of shapes) {
      const { data } = randomArray("f8", shape, 4);
      const bytes = encodeNpy({ shape, data });
      const length = bytes[8]! + 256 * bytes[9]!;
      expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
      expect((10 + length) % 64).toBe(0);
      expect(bytes[10 + length - 1]).toBe(0x0a);
      expect(bytes.length).toBe(10 + length + data.byteLength);
    }
  });

  it("of a later version is read as well", () => {
    const first = encodeNpy({ shape: [3], data: Float64Array.of(1, 2, 3) });
    for (const version of [2, 3]) {
      const later = new Uint8Array(first.length + 2);
      later.set(first.subarray(0, 10));
      later.set(first.subarray(10), 12);
      later[6] = version;
      expect([...decodeNpy(later, "x").data]).toEqual([1, 2, 3]);
    }
  });
});
