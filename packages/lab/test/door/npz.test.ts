import { describe, expect, it } from "vitest";
import { decodeNpy, decodeNpyTexts, encodeNpy } from "../../src/io/npy.js";
import { decodeNpz, encodeNpz } from "../../src/io/npz.js";
import { refusal } from "../refusal.js";
import { headerOf, npyOf, zipOf } from "../zip-of.js";

const one = encodeNpy({ shape: [2], data: Float64Array.of(1, 2) });

describe("an .npy file", () => {
  const array = headerOf("<f8", "2,");
  it.each([
    ["nothing", new Uint8Array(0), /x: it does not begin as an .npy array; save it with numpy.save/],
    ["other bytes", new Uint8Array(64), /does not begin as an .npy array/],
    ["only its magic", one.subarray(0, 6), /does not begin as an .npy array/],
    ["a version to come", npyOf(array, one.subarray(-16), 4), /its .npy version is 4; expected 1 to 3/],
    ["half a length", npyOf(array, [], 2).subarray(0, 11), /its header is cut short/],
    ["half a header", one.subarray(0, 40), /its header is cut short/],
    [
      "a header of 16 MB",
      npyOf(array, [], 2).map((byte, i) => (i >= 8 && i < 11 ? 255 : byte)),
      /header claims 16777215 bytes; expected at most 10000/,
    ],
    [
      "a header of 4 GB",
      npyOf(array, [], 2).map((byte, i) => (i >= 8 && i < 12 ? 255 : byte)),
      /header claims 4294967295 bytes/,
    ],
    ["a header that is no dict", npyOf("import os"), /its header cannot be read/],
    ["no shape", npyOf("{'descr': '<f8', 'fortran_order': False}"), /its header cannot be read/],
    ["half its data", one.subarray(0, one.length - 9), /its data are 7 bytes; its shape \(2\) needs 16/],
    ["data to spare", npyOf(array, new Uint8Array(17)), /its data are 17 bytes; its shape \(2\) needs 16/],
    ["a shape of 8 EB", npyOf(headerOf("<f8", "1000000000, 1000000000")), /its data are 0 bytes/],
    [
      "a shape beyond whole numbers",
      npyOf(headerOf("<f8", "99999999999999999999")),
      /its shape \(9+\) is not one of whole numbers/,
    ],
    [
      "a shape whose product overflows",
      npyOf(headerOf("<f8", `${"9007199254740991, ".repeat(31)}0`)),
      /needs NaN/,
    ],
    [
      "a shape of 33 dimensions",
      npyOf(headerOf("<f8", "1, ".repeat(33)), new Uint8Array(8)),
      /is not one of whole numbers/,
    ],
    ["a negative size", npyOf(headerOf("<f8", "-1,")), /its header cannot be read/],
    [
      "pickled objects",
      npyOf(headerOf("|O", "1,"), [0x80, 4, 0x63, 0x6f, 0x73, 0x0a]),
      /pickled Python objects, which are never run/,
    ],
    [
      "a type from Object.prototype",
      npyOf(headerOf("constructor", "1,")),
      /its type is constructor; expected one of <f8/,
    ],
    [
      "named columns",
      npyOf("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }"),
      /structured array/,
    ],
    [
      "Fortran order",
      npyOf(headerOf("<f8", "1, 2", "True"), new Uint8Array(16)),
      /in Fortran order; save numpy.ascontiguousarray/,
    ],
  ])("with %s is refused in one line", (_, bytes, message) => {
    const refused = refusal(() => decodeNpy(bytes, "x"));
    expect(refused.message).toMatch(message);
    expect(refused.message).not.toContain("\n");
    expect(refused.ms).toBeLessThan(50);
  });

  it.each([
    ["numbers", one, /its type is <f8; expected a list of texts/],
    ["texts of a gigabyte", npyOf(headerOf("<U9999", "9,")), /its type is <U9999/],
    ["a list cut short", npyOf(headerOf("<U2", "2,"), new Uint8Array(12)), /its data are cut short/],
    ["a table of texts", npyOf(headerOf("<U1", "1, 1"), new Uint8Array(4)), /expected a list of texts/],
    [
      "a character beyond Unicode",
      npyOf(headerOf("<U1", "1,"), [0, 0, 255, 0]),
      /it holds a character that is none/,
    ],
  ])("of names with %s is refused", (_, bytes, message) => {
    expect(refusal(() => decodeNpyTexts(bytes, "areas")).message).toMatch(message);
  });
});

describe("an .npz file", () => {
  const good = encodeNpz({ a: { shape: [2], data: Float64Array.of(1, 2) } });

  it.each([0, 1, 21, 22, 30, 60, good.length - 23, good.length - 1])(
    "cut after %i bytes is refused",
    (length) => {
      expect(refusal(() => decodeNpz(good.subarray(0, length))).message).toMatch(
        /not a whole .npz archive|claims sizes/,
      );
    },
  );

  it.each([
    "../a.npy",
    "a/../../b.npy",
    "/etc/passwd",
    "..\\a.npy",
    "a\\b.npy",
    "C:a.npy",
    "c:/a.npy",
    "a\0b.npy",
    "",
    "x".repeat(301),
  ])("with an entry named %j is refused", (name) => {
    expect(refusal(() => decodeNpz(zipOf([{ name, body: one }]))).message).toMatch(
      /an entry with the unsafe name/,
    );
  });

  it("with two entries of a name is refused", () => {
    const entry = { name: "a.npy", body: one };
    expect(refusal(() => decodeNpz(zipOf([entry, entry]))).message).toMatch(/two entries named "a.npy"/);
  });

  it("with more than 10 000 entries is refused", () => {
    const many = Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, body: new Uint8Array(0) }));
    expect(refusal(() => decodeNpz(zipOf(many)))).toMatchObject({ code: "resources" });
  });

  it("with something else in it is refused by the entry's name", () => {
    const entry = { name: "readme.txt", body: new Uint8Array(20) };
    expect(refusal(() => decodeNpz(zipOf([entry]))).message).toMatch(
      /^readme.txt: it does not begin as an .npy array/,
    );
  });

  it("packed in a way that numpy does not is refused", () => {
    const lzma = { name: "a.npy", body: one, method: 14 };
    expect(refusal(() => decodeNpz(zipOf([lzma]))).message).toMatch(
      /not a whole .npz archive \(unknown compression type 14\)/,
    );
  });
});
