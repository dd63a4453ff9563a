import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { encodeNpy } from "../../src/io/npy.js";
import { decodeNpz, encodeNpz } from "../../src/io/npz.js";
import { refusal } from "../refusal.js";
import { zipOf } from "../zip-of.js";

const one = encodeNpy({ shape: [2], data: Float64Array.of(1, 2) });

describe("a zip bomb", () => {
  const zeros = deflateSync(new Uint8Array(2 ** 20), { level: 9 });
  const empty = new Uint8Array(0);
  const piled = Array.from({ length: 10_000 }, (_, i) => ({
    ...{ name: String(i).padStart(5), method: 8, size: zeros.length, claimed: 9, at: 0 },
    body: i === 0 ? zeros : empty,
  }));
  const honest = { name: "a.npy", body: zeros, method: 8, claimed: 2 ** 20 };

  it("that says how large it is, is refused before anything is inflated", () => {
    const refused = refusal(() => decodeNpz(zipOf([honest]), 2 ** 19));
    expect(refused).toMatchObject({
      code: "resources",
      message: expect.stringMatching(/claims more than 524288 bytes/),
    });
  });

  it("of many entries is refused by their sum", () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ ...honest, name: `${i}.npy` }));
    expect(refusal(() => decodeNpz(zipOf(many), 8 * 2 ** 20)).code).toBe("resources");
  });

  it.each([
    ["2 GB of a kilobyte", [{ ...honest, claimed: 2 ** 31 - 1 }]],
    ["more than it holds of a stored entry", [{ name: "a.npy", body: one, claimed: 2 ** 30 }]],
    ["10 000 entries on top of each other", piled],
    ["a packed size beyond the file", [{ ...honest, size: 2 ** 24, claimed: 2 ** 24 }]],
  ])("that claims %s is refused at once", (_, entries) => {
    const before = process.memoryUsage().rss;
    const refused = refusal(() => decodeNpz(zipOf(entries)));
    expect(refused.message).toMatch(/claims sizes that it cannot have/);
    // To inflate them would take half a minute and more.
    expect(refused.ms).toBeLessThan(500);
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 2 ** 20);
  });

  it("that says less than it holds is refused once it has given what it said", () => {
    const lying = { name: "a.npy", body: deflateSync(one), method: 8, claimed: one.length - 8 };
    expect(refusal(() => decodeNpz(zipOf([lying]))).message).toMatch(
      /entry "a.npy" is not of the size it claims/,
    );
  });

  it("of 200 entries that its directory lists as one is refused at the second of them", () => {
    const body = deflateSync(new Uint8Array(2 ** 22), { level: 9 });
    const copy = { name: "a.npy", body, method: 8, claimed: 2 ** 22 };
    const one = refusal(() => decodeNpz(zipOf([copy], 1), 2 ** 23));
    const refused = refusal(() => decodeNpz(zipOf(new Array(200).fill(copy), 1), 2 ** 23));
    expect(refused.message).toMatch(/has two entries named "a.npy"/);
    // To inflate all of them would take two hundred times as long as one.
    expect(refused.ms).toBeLessThan(60 * one.ms);
  });

  it("is told apart from honest zeros, which deflate a thousandfold", () => {
    const zerosAsArray = { shape: [2 ** 20], data: new Float64Array(2 ** 20) };
    expect(decodeNpz(encodeNpz({ zerosAsArray })).zerosAsArray!.shape).toEqual([2 ** 20]);
  });
});
