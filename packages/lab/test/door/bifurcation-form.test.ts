import { describe, expect, it } from "vitest";
import { bifurcate } from "../../src/bifurcate.js";
import { bifurcationSchema } from "../../src/io/bifurcation-request.js";
import { modelCitations } from "../../src/model-citations.js";
import { host } from "../in-process-host.js";

const request = {
  ...{ isocortex: 1, model: "wilson-cowan", preset: "multistable-1972" },
  ...{ parameter: "P", from: -1, to: 1, cycles: false },
} as const;

describe("a request for a bifurcation diagram", () => {
  it.each([
    [{ model: "wilson-cowam" }, /there is no model "wilson-cowam"; did you mean "wilson-cowan"\?/],
    [{ parameter: "wEEE" }, /wilson-cowan has no parameter "wEEE"; did you mean "wEE"\?/],
    [{ parameter: undefined }, /parameter is missing; expected string/],
    [{ from: -99 }, /from is -99; P of wilson-cowan goes from -10 to 10/],
    [{ to: Number.NaN }, /to is/],
    [{ to: -1 }, /from and to are both -1; expected two values/],
    [{ variable: "EE" }, /wilson-cowan has no variable "EE"; did you mean "E"\?/],
    [{ second: { parameter: "P", from: 0, to: 1 } }, /second.parameter is "P" as well; expected another one/],
    [{ second: { parameter: "q", from: 0, to: 1 } }, /has no parameter "q"; did you mean "Q"\?/],
    [{ box: { E: [1, 0] } }, /box.E is 1 to 0; expected the lower value first/],
    [{ box: { X: [0, 1] } }, /has no variable "X"/],
    [{ start: { X: 0 } }, /has no variable "X"/],
    [{ maxPoints: 1e9 }, /maxPoints is 1000000000; expected a number <= 100000/],
    [{ cycle: true }, /"cycle" is not a key of a bifurcation request; did you mean "cycles"\?/],
    [{ parameters: { P: "5 Hz" } }, /parameters.P/],
    [
      { model: "odr-ring", preset: undefined, parameter: "GEE", from: 1, to: 8 },
      /odr-ring has 1024 coordinates; expected at most 256/,
    ],
  ])("is refused with %j", async (change, says) => {
    await expect(bifurcate(host, { ...request, ...change })).rejects.toThrow(says);
  });

  it("cites the sources of a mean field, and the connectome of a cortex", async () => {
    const { record } = await bifurcate(host, {
      ...{ isocortex: 1, model: "brunel-2000", parameter: "relativeInhibition", from: 5, to: 5.01 },
      ...{ cycles: false, maxPoints: 10 },
    });
    expect(record.citations).toContain("brunel2000");
    expect(modelCitations({ model: "chaudhuri-2015" })).toEqual(
      expect.arrayContaining(["isocortex", "chaudhuri2015", "mejias2022"]),
    );
  });

  it("gives a record that is plain JSON, with figures of kind plane", async () => {
    const { record, figures } = await bifurcate(host, {
      ...request,
      box: { E: [-0.1, 0.6] },
      start: { E: 0, I: 0 },
    });
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(record.diagram.unfinished).toEqual([]);
    expect(record.citations).toContain("wilsoncowan1972");
    expect(figures.map(({ kind, name }) => [kind, name])).toEqual([["plane", "diagram"]]);
  });

  it("draws stable stretches solid and unstable ones dashed, which meet at the folds", async () => {
    const { figures, record } = await bifurcate(host, request);
    const [figure] = figures;
    const curves = figure!.kind === "plane" ? figure!.curves : [];
    expect(curves.map(({ tone }) => tone)).toEqual(["stable", "unstable", "stable"]);
    const folds = record.diagram.points.filter(({ kind }) => kind === "LP").map(({ parameter }) => parameter);
    expect([curves[0]!.x.at(-1), curves[1]!.x.at(-1)]).toEqual(folds);
  });

  it("is cancelled by its progress", async () => {
    const stopping = { ...host, onProgress: () => "stop" as const };
    await expect(bifurcate(stopping, request)).rejects.toMatchObject({ name: "Cancelled" });
  });

  it("takes constant stimuli among the parameters, which shift P as P does", async () => {
    const { record } = await bifurcate(host, { ...request, parameters: { "input.E": 0.1 } });
    const [fold] = record.diagram.points.filter(({ kind }) => kind === "LP");
    expect(fold!.parameter).toBeCloseTo(0.30475286404116586 - 0.1, 8);
  });

  it("has a JSON Schema", () => {
    expect(bifurcationSchema()).toMatchObject({
      required: ["isocortex", "model", "parameter", "from", "to"],
    });
  });
});
