import { bumpOf } from "../../analysis/index.js";
import type { Figure } from "../../figure.js";
import type { RunResult } from "../../run-record.js";
import type { ReproductionPart } from "../reproduce-parts.js";
import { agrees, anglesOf, average, meanRates, READ_MS, reference, trial } from "./trial.js";

/** Activity of the ring over time: one row per 22.5 degrees, one column per 100 ms. */
function rasterFigure(result: RunResult): Figure {
  const { data, shape } = result.arrays.rE!;
  const [samples, , n] = shape as [number, number, number];
  const every = 50;
  const step = 32;
  const rows = Array.from({ length: n / step }, (_, r) => n - step * (r + 1));
  const columns = Array.from({ length: Math.floor(samples / every) }, (_, c) => c * every);
  return {
    kind: "matrix",
    name: "odr-ring-raster",
    title: "A bump of activity keeps the cued place through the delay",
    caption:
      "Excitatory rate of units around the ring without noise: cue at 180° from 1 to 1.5 s, delay, and erasing input from 3.5 " +
      "to 4 s.",
    x: { label: "Time", unit: "ms" },
    y: { label: "Preferred angle", unit: "deg" },
    rows: rows.map((i) => result.record.areas[i]!),
    columns: columns.map((s) => String(2 * s)),
    values: rows.map((i) => columns.map((s) => data[s * n + i]!)),
    scale: { label: "Rate" },
  };
}

/** One trial without noise: the bump, its place and its end. */
export const memory: ReproductionPart = async ({ run, progress }) => {
  await progress("one trial without noise", 0);
  const result = await run(
    trial("odr-ring without noise", 180, {
      record: [
        { variable: "rE", everyMs: 2 },
        { variable: "rI", everyMs: 2 },
      ],
    }),
  );
  const rates = meanRates(result, 0, READ_MS);
  const { angleDeg, peak, widthDeg } = bumpOf(rates, anglesOf(result));
  const last = [4198, 4200] as const;
  const apart = 360 / rates.length;
  return {
    checks: [
      agrees("peak of the bump at the end of the delay, no noise", "1", 6.266551013338329, peak, 1e-9),
      agrees("mean rE at the end of the delay, no noise", "1", 1.7289991252246604, average(rates), 1e-9),
      agrees(
        "full width at half of the peak, no noise",
        "deg",
        108.984375,
        widthDeg ?? Number.NaN,
        apart,
        `${reference}, counted in units of 360/512 deg`,
      ),
      agrees("decoded angle of a cue at 180, no noise", "deg", 180, angleDeg, 1e-9),
      agrees("peak after erasing, no noise", "1", 0, Math.max(...meanRates(result, 0, last)), 1e-12),
      agrees(
        "mean rI after erasing, no noise",
        "1",
        0.14313655881280435,
        average(meanRates(result, 0, last, "rI")),
        1e-9,
      ),
    ],
    figures: [rasterFigure(result)],
    runs: [result.record],
  };
};
