import type { Trained } from "./analyses-trained.js";
import { areaRanges } from "./area-masks.js";

/** Units that share a name: excitatory, inhibitory, or an area. */
export interface UnitGroup {
  readonly name: string;
  readonly units: readonly number[];
}

/** E and I where Dale's law holds: by the signs of the recurrent matrix's columns. */
export function unitTypes({ setup }: Trained): readonly UnitGroup[] {
  const { network, constraints } = setup.built;
  const signs = constraints.W_rec?.signs;
  if (!signs) return [];
  const all = Array.from({ length: network.hidden }, (_, i) => i);
  return [
    { name: "E", units: all.filter((i) => signs[i]! > 0) },
    { name: "I", units: all.filter((i) => signs[i]! < 0) },
  ].filter(({ units }) => units.length > 0);
}

/** The areas, where the network has some. */
export function unitAreas({ setup }: Trained): readonly UnitGroup[] {
  const { areas } = setup.resolved.network;
  if (!areas) return [];
  return [...areaRanges(areas)].map(([name, { from, to }]) => ({
    name,
    units: Array.from({ length: to - from }, (_, i) => from + i),
  }));
}
