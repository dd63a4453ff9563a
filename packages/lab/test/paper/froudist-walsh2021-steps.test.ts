import { describe, expect, it } from "vitest";
import { run } from "../../src/run.js";
import { host } from "../in-process-host.js";
import { oracleTable } from "../oracle-table.js";

/** Our names of the populations by those of the reference table. */
const populations = {
  ...{ E1: "E1", E2: "E2", PV: "PV", SST1: "CB1" },
  ...{ SST2: "CB2", VIP1: "CR1", VIP2: "CR2" },
} as const;
const target = { input: "dendrite-E1", areas: ["V1"], startMs: 1000, endMs: 1400, amplitude: 0.1 };
const distractor = { ...target, input: "dendrite-E2", startMs: 2000, endMs: 2400 };

const everyStep = (precision: "f64" | "f32", dopamine = 1.5, stimuli: readonly object[] = [target]) =>
  run(host, {
    ...{
      isocortex: 1,
      model: "froudist-walsh-2021",
      parameters: { dopamine },
      stimuli,
      precision,
      audit: false,
    },
    record: Object.values(populations).map((name) => ({ variable: `r${name}`, everyMs: 0.5 })),
  });

const exact = await everyStep("f64");
const { areas } = exact.record;
const rate = ({ arrays }: typeof exact, variable: string, step: number, area: string): number =>
  arrays[variable]!.data[step * areas.length + areas.indexOf(area)]!;

function mean(result: typeof exact, variable: string, area: string, first: number, last: number): number {
  let sum = 0;
  for (let step = first; step <= last; step++) sum += rate(result, variable, step, area);
  return sum / (last - first + 1);
}

/** The largest difference of any rate of any population at any step. */
function apart(a: typeof exact, b: typeof exact): number {
  const differences = Object.values(populations).map((name) => {
    const other = b.arrays[`r${name}`]!.data;
    return Float64Array.from(a.arrays[`r${name}`]!.data, (x, i) => Math.abs(x - other[i]!));
  });
  return Math.max(...differences.map((each) => each.reduce((most, x) => Math.max(most, x), 0)));
}

// Data that differ in the eighth digit move rates by up to 4e-6 Hz; the same data and order of operations agree far below.
const HZ = 1e-6;

describe("Froudist-Walsh et al. 2021 at dopamine 1.5, step by step against an independent implementation", () => {
  const checkpoints = oracleTable("fw2021_checkpoints_DA1.5.csv");
  const steps = Object.keys(checkpoints[0]!).filter((column) => column.startsWith("step"));

  it.each(steps)("has every area's E1 rate within 1e-6 Hz at %s", (column) => {
    for (const row of checkpoints) {
      const got = rate(exact, "rE1", Number(column.slice("step".length)), row.area!);
      expect(Math.abs(got - Number(row[column])), row.area).toBeLessThan(HZ);
    }
  });

  it("knows all 40 areas of the table", () => {
    expect(checkpoints.map((row) => row.area)).toEqual(areas);
  });
});

describe("its delay activity after the cue, area by area against the reference table", () => {
  it.each(oracleTable("fw2021_cue_DA1.5.csv"))(
    "$area: baseline $base_E1, delay $delay_E1 Hz, all seven populations as at the end there",
    (row) => {
      const area = row.area!;
      const got: Record<string, number> = {
        base_E1: mean(exact, "rE1", area, 999, 1998),
        delay_E1: mean(exact, "rE1", area, 8999, 9999),
        delay_E2: mean(exact, "rE2", area, 8999, 9999),
      };
      for (const [theirs, ours] of Object.entries(populations))
        got[`final_${theirs}`] = rate(exact, `r${ours}`, 9999, area);
      for (const [column, value] of Object.entries(got))
        expect(Math.abs(value - Number(row[column])), column).toBeLessThan(HZ);
      expect(got.delay_E1! - got.base_E1! > 5).toBe(row.persistent_sim === "1");
    },
  );
});

describe("float32", () => {
  it("stays within 0.005 Hz of float64 at every step of the cue, in every population", async () => {
    const difference = apart(exact, await everyStep("f32"));
    expect(difference).toBeLessThan(0.005);
    expect(difference).toBeGreaterThan(0);
  });

  // A distractor at dopamine 2.0 brings the network near its separatrix, where rounding is amplified.
  it("stays within 0.02 Hz of float64 at every step of a distractor at dopamine 2.0", async () => {
    const [a, b] = [
      await everyStep("f64", 2, [target, distractor]),
      await everyStep("f32", 2, [target, distractor]),
    ];
    expect(apart(a!, b!)).toBeLessThan(0.02);
  });
});
