import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import type { Anatomy } from "../src/index.js";

/** Lowest first in the hierarchy; V1, 2 and 8m have parts of their own in the models. */
const names = ["V1", "V2", "2", "8m", "24c"];
const positions = [0, 0.2, 0.35, 0.6, 1];

/**
 * A made cortex of five areas: links of every strength from 1e-4 to 0.4, one of them missing, rows that sum to less
 * than 1, superficial origin up the hierarchy and deep origin down it, and measures that rise with the hierarchy but
 * not in proportion. Froudist-Walsh 2021 holds a memory in it.
 */
export function smallCortex(): Anatomy & {
  readonly sln: Float64Array;
  readonly measures: Readonly<Record<"hierarchy" | "spineCount" | "d1Density", Float64Array>>;
} {
  const n = names.length;
  const uniform = uniformsOf(randomStream(2015).split("small cortex"));
  const fln = new Float64Array(n * n);
  const sln = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j || (i === 0 && j === 4)) continue;
      const u = uniform();
      fln[i * n + j] = 1e-4 + 0.22 * u * u;
      sln[i * n + j] = (i > j ? 0.52 : 0.42) + 0.1 * uniform();
    }
  }
  return {
    areas: names,
    fln,
    sln,
    measures: {
      hierarchy: Float64Array.from(positions),
      spineCount: Float64Array.of(780, 1240, 2600, 3300, 6800),
      d1Density: Float64Array.of(0.31, 0.42, 0.35, 0.66, 0.81),
    },
  };
}
