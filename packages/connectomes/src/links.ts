import type { Connectome } from "./connectome.js";

/** How many ordered pairs of areas are linked. */
export function linkCount({ fln }: Pick<Connectome, "fln">): number {
  return fln.reduce((count, fraction) => count + (fraction > 0 ? 1 : 0), 0);
}

/** Links over possible links, n(n - 1). */
export function linkDensity(connectome: Pick<Connectome, "fln" | "areas">): number {
  const n = connectome.areas.length;
  return linkCount(connectome) / (n * (n - 1));
}
