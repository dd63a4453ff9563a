import { initSync } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { parsePhasePlane } from "../../src/io/phase-plane-request.js";
import { preparePhasePlane } from "../../src/phase-plane/resolve-phase-plane.js";
import { refusal } from "../refusal.js";

const base = { isocortex: 1, model: "wilson-cowan" };
const cortex = { isocortex: 1, model: "chaudhuri-2015" };
const prepare = (request: object) => preparePhasePlane(initSync(), parsePhasePlane(request));

describe("a request for a phase plane that is not one", () => {
  it.each([
    [{ ...base, x: { coordinate: "e1" } }, "x.coordinate", /no coordinate "e1"; did you mean "E"\?/],
    [{ ...cortex, x: { coordinate: "rE.V11" } }, "x.coordinate", /did you mean "rE.V1"\?/],
    [{ ...base, x: { coordinate: "I" }, y: { coordinate: "I" } }, "y.coordinate", /x and y are both "I"/],
    [{ ...base, y: { from: 1, to: 1 } }, "y.to", /y.from is 1 and y.to is 1; expected from < to/],
    [{ ...base, x: { from: 2 } }, "x.to", /x.from is 2 and x.to is 1/],
    [{ ...base, held: { E: 1 } }, "held", /rest is "rest"; expected "frozen"/],
    [{ ...base, rest: "frozen", held: { E: 1 } }, "held.E", /coordinate of the plane/],
    [{ ...cortex, rest: "frozen", held: { "rE.V9": 1 } }, "held.rE.V9", /no coordinate "rE.V9"/],
    [{ ...base, rest: "frozn" }, "rest", /expected "rest" or "frozen" or "quasi-steady"/],
    [{ ...base, restt: "rest" }, "restt", /did you mean "rest"\?/],
    [{ ...base, x: { form: 1 } }, "x.form", /did you mean "from"\?/],
    [{ ...base, parameters: { "input.X": 1 } }, "parameters.input.X", /did you mean "input\.\w"\?/],
    [
      { ...base, parameters: { "input.E": "3 Hz" } },
      "parameters.input.E",
      /expected a number without a unit/,
    ],
    [{ ...base, parameters: { "input.E": 1e7 } }, "parameters.input.E", /expected -1000000 to 1000000/],
    [{ ...base, parameters: { tauE: -1 } }, "parameters.tauE", /expected 0.1 to 100 ms/],
    [{ ...base, starts: [] }, "starts", /expected/],
    [{ ...base, starts: { columns: 0, rows: 1 } }, "starts.columns", /expected a number >= 1/],
    [{ ...base, starts: [[1]] }, "starts[0]", /expected/],
    [{ ...base, layers: ["nullcline"] }, "layers[0]", /expected "field" or "nullclines"/],
    [{ ...base, resolution: 4 }, "resolution", /expected a number >= 8/],
    [{ ...base, horizon: 0 }, "horizon", /expected a number > 0/],
    [{ isocortex: 1, model: "froudist-walsh-2021" }, "model", /has 960 coordinates; expected at most 256/],
    [{ ...base, model: "wilson-cowen" }, "model", /did you mean "wilson-cowan"\?/],
  ])("%j is refused at %s", (request, path, says) => {
    const told = refusal(() => prepare(request));
    expect(told.message).toMatch(says);
    expect(told.path).toBe(path);
  });

  it("takes the other coordinate where one is named, and the model's ranges", () => {
    const { resolved } = prepare({ ...base, x: { coordinate: "I" } });
    expect([resolved.x.coordinate, resolved.y.coordinate]).toEqual(["I", "E"]);
    const swapped = prepare({ ...base, y: { coordinate: "E" } }).resolved;
    expect([swapped.x.coordinate, swapped.y.coordinate]).toEqual(["I", "E"]);
  });

  it("holds the others at the equilibrium that the model rests at, or as told", () => {
    const { resolved } = prepare(cortex);
    expect(resolved.heldAt).toBe("equilibrium");
    expect(resolved.held["rI.V1"]).toBeCloseTo(35, 9);
    const frozen = prepare({ ...cortex, rest: "frozen", held: { "rI.V1": 20 } }).resolved;
    expect([frozen.heldAt, frozen.held["rI.V1"]]).toEqual(["given", 20]);
  });
});
