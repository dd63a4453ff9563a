import { isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "../../src/io/safetensors.js";
import { mutate } from "../mutate.js";
import { seeded } from "../seeded.js";

const arrays = {
  W_rec: { shape: [2, 2], data: Float32Array.of(1, -2, 3.5, -0) },
  b: { shape: [3], data: Float64Array.of(1e-300, Number.NaN, Number.POSITIVE_INFINITY) },
  count: { shape: [], data: Int32Array.of(-7) },
  none: { shape: [0, 4], data: new Float32Array(0) },
};

describe("a safetensors file", () => {
  it("gives back every array and text, in every bit", () => {
    const { arrays: read, metadata } = decodeSafetensors(encodeSafetensors(arrays, { task: "odr" }));
    expect(read).toEqual(arrays);
    expect(Object.is(read.W_rec!.data[3], -0)).toBe(true);
    expect(metadata).toEqual({ task: "odr" });
  });

  it("is the same for equal arrays, whatever their order", () => {
    const turned = Object.fromEntries(Object.entries(arrays).reverse());
    expect(encodeSafetensors(turned)).toEqual(encodeSafetensors(arrays));
  });

  it("lays out as the reference does: length, header padded by spaces to eight, largest numbers first", () => {
    const bytes = encodeSafetensors(arrays);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(JSON.parse(text)).toEqual({
      b: { dtype: "F64", shape: [3], data_offsets: [0, 24] },
      W_rec: { dtype: "F32", shape: [2, 2], data_offsets: [24, 40] },
      count: { dtype: "I32", shape: [], data_offsets: [40, 44] },
      none: { dtype: "F32", shape: [0, 4], data_offsets: [44, 44] },
    });
    expect(text).toMatch(/\} *$/);
    expect(bytes.length).toBe(8 + length + 44);
  });

  it("reads arrays that do not lie at multiples of their size", () => {
    const header = '{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}';
    const bytes = new Uint8Array(8 + header.length + 8 + 3);
    const shifted = bytes.subarray(3);
    const view = new DataView(bytes.buffer, 3);
    view.setBigUint64(0, BigInt(header.length), true);
    shifted.set(new TextEncoder().encode(header), 8);
    view.setFloat64(8 + header.length, 2.5, true);
    expect(decodeSafetensors(shifted).arrays.a!.data).toEqual(Float64Array.of(2.5));
  });

  it("4000 mutations give arrays or one clear error, and nothing else", () => {
    const random = seeded(11);
    const whole = encodeSafetensors(arrays, { task: "odr" });
    let refused = 0;
    for (let i = 0; i < 4000; i++) {
      try {
        decodeSafetensors(mutate(whole, random));
      } catch (error) {
        if (!isInputError(error)) throw new Error(`mutation ${i}`, { cause: error });
        expect(error.message).not.toContain("\n");
        expect(error.message.length).toBeLessThan(500);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(2000);
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
  });
});
