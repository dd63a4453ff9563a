import { connectome, distanceRuleCortex, linkDensity, randomStream, uniformsOf } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";

/** A connectome to look at: weights, and distances where these are known. */
export interface Wired {
  readonly title: string;
  readonly areas: readonly string[];
  readonly fln: Float64Array;
  readonly distanceMm: Float64Array | undefined;
  readonly density: number;
}

/** Axons into each area: so many give the macaque's density at its own decay of wiring length, within the spread of such cortices. */
const AXONS_PER_AREA = 1000;

/** The measured cortex, or one wired by the distance rule. */
export function wiredCortex(state: State): Wired {
  if (state.cortex === "measured") {
    const macaque = connectome("macaque-29");
    return {
      title: "29 areas of the macaque cortex",
      areas: macaque.areas,
      fln: macaque.fln,
      distanceMm: undefined,
      density: linkDensity(macaque),
    };
  }
  const areas = numberAt(state, "areas");
  const cortex = distanceRuleCortex({
    areas,
    lambdaPerMm: numberAt(state, "lambda"),
    meanDistanceMm: numberAt(state, "meanDistance"),
    axons: AXONS_PER_AREA * areas,
    random: uniformsOf(randomStream(numberAt(state, "seed")).split("cortex")),
  });
  return {
    title: `A cortex of ${areas} areas wired by the distance rule`,
    areas: cortex.areas,
    fln: cortex.fln,
    distanceMm: cortex.distanceMm,
    density: linkDensity(cortex),
  };
}
