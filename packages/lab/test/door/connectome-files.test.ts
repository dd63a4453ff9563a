import { isInputError } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { connectomeFromCsv, connectomeFromNpz } from "../../src/io/connectome-file.js";
import { encodeNpy } from "../../src/io/npy.js";
import { planRun } from "../../src/run.js";
import { headerOf, npyOf, zipOf } from "../zip-of.js";

const names = (areas: readonly string[]): Uint8Array =>
  npyOf(
    headerOf("<U4", `${areas.length},`),
    areas.flatMap((area) => [0, 1, 2, 3].flatMap((i) => [area.charCodeAt(i) || 0, 0, 0, 0])),
  );
const square = (...values: number[]): Uint8Array =>
  encodeNpy({ shape: [Math.sqrt(values.length), Math.sqrt(values.length)], data: Float64Array.from(values) });
const list = (...values: number[]): Uint8Array =>
  encodeNpy({ shape: [values.length], data: Float64Array.from(values) });
const good = { areas: names(["V1", "V2"]), fln: square(0, 0.5, 0.4, 0) };

function npz(files: Readonly<Record<string, Uint8Array>>) {
  return connectomeFromNpz(
    "mine.npz",
    zipOf(Object.entries(files).map(([name, body]) => ({ name: `${name}.npy`, body }))),
  );
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!isInputError(error)) throw error;
    expect(error.path).toMatch(/^mine|^connectome$/);
    expect(error.message).not.toContain("\n");
    return error.message;
  }
  throw new Error("it was not refused");
}

describe("a connectome from .npz", () => {
  it("is read with its measures", () => {
    const made = npz({ ...good, sln: square(0, 0.2, 0.8, 0), hierarchy: list(0, 1) });
    expect(made).toMatchObject({ name: "mine.npz", areas: ["V1", "V2"] });
    expect([...made.measures.hierarchy!]).toEqual([0, 1]);
  });

  it.each([
    ["no areas", { fln: good.fln }, "mine.npz has the arrays fln; expected fln and areas, and sln if known."],
    ["nothing", {}, "mine.npz has the arrays none; expected fln and areas"],
    [
      "numbers for areas",
      { ...good, areas: list(1, 2) },
      "mine.npz: areas: its type is <f8; expected a list of texts",
    ],
    [
      "a matrix of another size",
      { ...good, fln: square(0, 0, 0, 0, 0, 0, 0, 0, 0) },
      "mine.npz: fln has the shape (3, 3); expected (2, 2)",
    ],
    [
      "a flat matrix",
      { ...good, fln: list(0, 1, 1, 0) },
      "mine.npz: fln has the shape (4); expected (2, 2), target by source.",
    ],
    [
      "a billion empty rows",
      { ...good, fln: npyOf(headerOf("<f8", "1000000000, 0")) },
      "fln has the shape (1000000000, 0); expected (2, 2)",
    ],
    ["an SLN of another size", { ...good, sln: square(0) }, "sln has the shape (1, 1); expected (2, 2)"],
    [
      "a measure of one area",
      { ...good, hierarchy: list(0) },
      "mine.npz: hierarchy has 1 values; expected 2, one per area.",
    ],
    ["a measure of texts", { ...good, hierarchy: good.areas }, "mine.npz: hierarchy: its type is <U4"],
    [
      "a measure that is NaN",
      { ...good, hierarchy: list(0, Number.NaN) },
      "mine.npz: measure hierarchy of area V2 is NaN",
    ],
    [
      "a weight that is negative",
      { ...good, fln: square(0, -0.5, 0.4, 0) },
      "mine.npz: FLN from V2 to V1 is -0.5; expected 0 or more",
    ],
    [
      "a weight that is infinite",
      { ...good, fln: square(0, 1 / 0, 0.4, 0) },
      "mine.npz: FLN from V2 to V1 is Infinity; expected a finite number",
    ],
    ["an area twice", { ...good, areas: names(["V1", "v1"]) }, 'mine.npz: area "v1" appears twice'],
    ["an area without a name", { ...good, areas: names(["V1", ""]) }, "mine.npz: an area has no name"],
  ])("with %s is refused in one line that names the array", (_, files, message) => {
    expect(refusal(() => npz(files))).toContain(message);
  });

  it("takes __proto__ for the name of a measure and pollutes nothing", () => {
    const made = npz({ ...good, __proto__x: list(0, 1), constructor: list(2, 3) });
    expect(Object.keys(made.measures).sort()).toEqual(["__proto__x", "constructor"]);
    const zip = zipOf([
      { name: "areas.npy", body: good.areas },
      { name: "fln.npy", body: good.fln },
      { name: "__proto__.npy", body: list(4, 5) },
    ]);
    expect(Object.hasOwn(connectomeFromNpz("mine.npz", zip).measures, "__proto__")).toBe(true);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it("without what a model needs is refused by the model, by name", () => {
    const experiment = { isocortex: 1, model: "froudist-walsh-2021", connectome: "mine" };
    const plan = (files: Parameters<typeof npz>[0]) =>
      refusal(() => planRun(experiment, { mine: npz(files) }));
    expect(plan(good)).toMatch(/froudist-walsh-2021 needs the laminar origin \(SLN\) of each link/);
    expect(plan({ ...good, sln: square(0, 0.2, 0.8, 0) })).toMatch(
      /needs spineCount of every area; .*lacks it for V1, V2/,
    );
  });
});

describe("a connectome from CSV", () => {
  const fln = "to\\from,V1,V2\nV1,0,0.5\nV2,0.4,0\n";
  const sln = "to\\from,V2,V1\nV2,0,0.8\nV1,0.2,0\n";
  const csv = (texts: object) => connectomeFromCsv("mine.csv", { fln, ...texts });

  it("joins matrices and measures by name, in whatever order they come", () => {
    const made = csv({ sln, measures: "spines,area\n7,V2\n,V1\n" });
    expect([...made.sln!]).toEqual([0, 0.2, 0.8, 0]);
    expect([...made.measures.spines!]).toEqual([Number.NaN, 7]);
  });

  it.each([
    [
      "text in a cell",
      { fln: fln.replace("0.5", "half") },
      'mine.csv: line 2, column V2: "half" is not a number',
    ],
    ["a line missing", { fln: "x,V1,V2\nV1,0,0.5\n" }, "mine.csv: the CSV has 2 lines"],
    ["an SLN of other areas", { sln: sln.replaceAll("V2", "V4") }, "mine.csv: the SLN matrix lacks area V2"],
    [
      "an SLN with a short line",
      { sln: sln.replace("0,0.8", "0") },
      "mine.csv: line 2 has 1 numbers; expected 2",
    ],
    [
      "a table of measures without areas",
      { measures: "name,spines\nV1,7\n" },
      'the table of measures has no column "area"',
    ],
    ["a measure of an unknown area", { measures: "area,spines\nV9,7\n" }, 'measure spines has area "V9"'],
    ["a measure that is text", { measures: "area,spines\nV1,many\n" }, "measure spines of area V1 is NaN"],
    ["a measure for no area", { measures: "spines,area\n7\n" }, "measure spines has area"],
    [
      "weights over 1",
      { fln: fln.replace("0.5", "2") },
      "mine.csv: FLN from V2 to V1 is 2; expected at most 1",
    ],
  ])("with %s is refused in one line", (_, texts, message) => {
    expect(refusal(() => csv(texts))).toContain(message);
  });
});
