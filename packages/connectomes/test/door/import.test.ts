import { describe, expect, it } from "vitest";
import { connectome, distanceRuleCortex, importConnectome, parseMatrixCsv } from "../../src/index.js";

const areas = ["V1", "V2", "V4"];
const fln = [
  [0, 0.5, 0.1],
  [0.6, 0, 0.2],
  [0.1, 0.3, 0],
];
const put = (row: number, column: number, value: number): number[][] =>
  fln.map((line, i) => line.map((x, j) => (i === row && j === column ? value : x)));

describe("a user's matrices", () => {
  it.each([
    ["negative weights", { fln: put(0, 1, -0.2) }, /FLN from V2 to V1 is -0.2; expected 0 or more/],
    [
      "weights that are not finite",
      { fln: put(1, 0, Number.NaN) },
      /FLN from V1 to V2 is NaN; expected a finite number/,
    ],
    ["weights over 1", { fln: put(1, 0, 3) }, /FLN from V1 to V2 is 3; expected at most 1/],
    ["a diagonal that is not 0", { fln: put(2, 2, 0.1) }, /FLN of V4 onto itself is 0.1; expected 0/],
    [
      "rows that sum to more than 1",
      { fln: put(0, 1, 0.95) },
      /FLN into V1 sums to 1.05; expected at most 1.*normalise/,
    ],
    ["too few rows", { fln: fln.slice(1) }, /FLN has 2 rows; expected 3/],
    [
      "a row that is too long",
      { fln: [...fln.slice(1), [0, 0, 0, 0]] },
      /row V4 has 4 values; expected 3: the matrix must be square/,
    ],
    ["an SLN over 1", { sln: put(0, 1, 1.5) }, /SLN from V2 to V1 is 1.5; expected at most 1/],
    ["areas named twice", { areas: ["V1", "v1", "V4"] }, /area "v1" appears twice \(also as "V1"\)/],
    ["an area without a name", { areas: ["V1", " ", "V4"] }, /an area has no name/],
    ["one area", { areas: ["V1"], fln: [[0]] }, /has 1 areas; expected 2 to 2000/],
    [
      "a measure of an unknown area",
      { measures: { hierarchy: { V9: 1 } } },
      /measure hierarchy has area "V9"/,
    ],
    [
      "a measure that is not finite",
      { measures: { hierarchy: { V1: Number.NaN } } },
      /measure hierarchy of area V1 is NaN/,
    ],
  ])("refuses %s in one line that names the place", (_, change, message) => {
    expect(() => importConnectome({ name: "mine", areas, fln, ...change })).toThrow(message);
  });

  it("treats __proto__ as the name of an area and of a measure, and pollutes nothing", () => {
    const measures = JSON.parse('{"__proto__": {"__proto__": 1}}');
    const made = importConnectome({
      name: "p",
      areas: ["__proto__", "b"],
      fln: [
        [0, 1],
        [1, 0],
      ],
      measures,
    });
    expect(made.areas[0]).toBe("__proto__");
    expect(Object.hasOwn(made.measures, "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>).b).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe("a CSV matrix", () => {
  it("is read with comments, quotes and rows in another order", () => {
    const text = '# a comment\nto\\from,"V1","a,""b"""\n"a,""b""",0.5,0\r\nV1,0,1e-3\n';
    expect(parseMatrixCsv(text)).toEqual({
      areas: ["V1", 'a,"b"'],
      rows: [
        [0, 0.001],
        [0.5, 0],
      ],
    });
  });

  it.each([
    ["text in a cell", "x,a,b\na,0,zero\nb,1,0", /line 2, column b: "zero" is not a number/],
    ["a short line", "x,a,b\na,0\nb,1,0", /line 2 has 1 numbers; expected 2/],
    ["a repeated row", "x,a,b\na,0,1\na,1,0", /line 3 repeats area "a"/],
    ["rows and columns that differ", "x,a,b\na,0,1\nc,1,0", /no row for b; no column for c/],
    ["an open quote", 'x,a,b\n"a,0,1\nb,1,0', /line 2 has a quote that is not closed/],
    ["nothing", "", /the CSV has 0 lines/],
  ])("is refused with its line when it has %s", (_, text, message) => {
    expect(() => parseMatrixCsv(text)).toThrow(message);
  });
});

describe("names and options", () => {
  it("refuses an unknown connectome with the known names", () => {
    expect(() => connectome("macaque-91")).toThrow(
      /there is no connectome "macaque-91"; expected one of macaque-29, macaque-40/,
    );
  });

  it("refuses a density that the distance rule cannot reach", () => {
    expect(() => distanceRuleCortex({ density: 1, random: () => 0.5 })).toThrow(
      /density is 1; expected 0 to 0.9/,
    );
  });
});
