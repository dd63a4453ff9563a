import { InputError } from "@isocortex/core-wasm";
import { type Area, areaMask, areaRanges, type Projection, senders } from "./area-masks.js";

/** Strengths of links between areas by name: fln (areas, areas) row-major, row = target. */
export interface AreaLinks {
  readonly areas: readonly string[];
  readonly fln: ArrayLike<number>;
}

/** Which links become projections: those stronger than a threshold, or the strongest part of all pairs of areas. */
export type LinkChoice =
  | { readonly threshold: number; readonly density?: undefined }
  | { readonly density: number; readonly threshold?: undefined };

export interface ConnectomeMask {
  /** Recurrent mask (n, n): all within an area, and the chosen links between areas. */
  readonly mask: Float64Array;
  /**
   * Initial magnitudes (n, n): a link's fln shared equally by the units that send it, so that a target unit's weights
   * from another area sum to the fln; 1/units within an area; 0 where the mask is.
   */
  readonly weights: Float64Array;
  readonly projections: readonly Projection[];
}

/**
 * A recurrent network's mask and initial weights from a connectome.
 * @param only `excitatory`: long-range projections leave from excitatory units only
 * @throws InputError when the connectome lacks an area, or the choice is none
 */
export function connectomeMask(
  areas: readonly Area[],
  links: AreaLinks,
  choice: LinkChoice,
  only?: "excitatory",
): ConnectomeMask {
  const ranges = areaRanges(areas);
  const chosen = chosenLinks(areas, links, choice);
  const projections = chosen.map(({ from, to }): Projection => ({ from: from.name, to: to.name, only }));
  const mask = areaMask(areas, projections);
  const n = areas.reduce((sum, { units }) => sum + units, 0);
  const weights = new Float64Array(n * n);
  const fill = (from: Area, to: Area, total: number, sending: "excitatory" | undefined): void => {
    const source = senders(from, ranges, sending);
    const target = ranges.get(to.name)!;
    for (let i = target.from; i < target.to; i++) {
      weights.fill(total / (source.to - source.from), i * n + source.from, i * n + source.to);
    }
  };
  for (const area of areas) fill(area, area, 1, undefined);
  for (const { from, to, fln } of chosen) fill(from, to, fln, only);
  return { mask, weights, projections };
}

interface ChosenLink {
  readonly from: Area;
  readonly to: Area;
  readonly fln: number;
}

/** The links between the areas that are chosen, strongest first; equal ones in order of target, then source. */
function chosenLinks(areas: readonly Area[], links: AreaLinks, choice: LinkChoice): readonly ChosenLink[] {
  const n = links.areas.length;
  const place = new Map(links.areas.map((name, i) => [name, i]));
  const missing = areas.find(({ name }) => !place.has(name));
  if (missing) {
    throw new InputError(
      `the connectome has no area ${missing.name}; expected some of ${links.areas.join(", ")}.`,
      { path: "areas" },
    );
  }
  const strongest = areas
    .flatMap((to) =>
      areas
        .filter((from) => from !== to)
        .map((from) => ({ from, to, fln: links.fln[place.get(to.name)! * n + place.get(from.name)!]! })),
    )
    .filter(({ fln }) => fln > 0)
    .sort((a, b) => b.fln - a.fln);
  if (choice.threshold !== undefined) return strongest.filter(({ fln }) => fln > choice.threshold);
  if (!(choice.density >= 0 && choice.density <= 1)) {
    throw new InputError(
      `density is ${choice.density}; expected a part of all pairs of areas, from 0 to 1.`,
      {
        path: "density",
      },
    );
  }
  return strongest.slice(0, Math.round(choice.density * areas.length * (areas.length - 1)));
}
