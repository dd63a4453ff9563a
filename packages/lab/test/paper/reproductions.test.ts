import { describe, expect, it } from "vitest";
import { citations } from "../../src/citations.js";
import { reproductions } from "../../src/experiments/index.js";
import { findReproduction, reproduce } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";
import { host } from "../in-process-host.js";

const chaudhuri = await carryOut(findReproduction("chaudhuri2015"));
const rule = await carryOut(findReproduction("distance-rule"));

describe("Chaudhuri et al. 2015: a hierarchy of timescales", () => {
  holdsTheNumbers(chaudhuri, gatesOf.chaudhuri2015);
});

describe("Ercsey-Ravasz et al. 2013: a cortex wired by the exponential distance rule", () => {
  holdsTheNumbers(rule, gatesOf["distance-rule"]);

  it("comes out of `reproduce` with the same numbers, and with title, citations and headlines", async () => {
    const outcome = await reproduce(host, "distance-rule", {});
    expect(outcome.checks).toEqual(rule.checks);
    expect(outcome).toMatchObject({
      name: "distance-rule",
      citations: ["ercseyravasz2013", "markov2014fln"],
    });
    expect(outcome.title).toContain("distance rule");
  });

  it("wires other cortices with another seed, of the same density", async () => {
    const { checks } = await reproduce(host, "distance-rule", { seed: 2 });
    expect(checks[0]!.got).not.toBe(rule.checks[0]!.got);
    expect(checks[1]!.got).toBe(rule.checks[1]!.got);
  });
});

describe("the published results", () => {
  it("are those that tests carry out", () => {
    expect(reproductions.map(({ name }) => name)).toEqual(Object.keys(gatesOf));
  });

  it.each(reproductions.map(({ name, citations: keys }) => ({ name, keys })))(
    "$name cites works that are known",
    ({ keys }) => {
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) expect(Object.hasOwn(citations, key), key).toBe(true);
    },
  );

  it("refuse a name that is not theirs with the nearest one", () => {
    expect(() => findReproduction("chaudhuri2016")).toThrow(
      /there is no reproduction "chaudhuri2016"; did you mean "chaudhuri2015"\?/,
    );
  });
});
