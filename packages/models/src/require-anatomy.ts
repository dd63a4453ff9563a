import { InputError } from "@isocortex/core-wasm";
import type { Anatomy, Model } from "./model.js";

/** The anatomy, once it is known to have what the model needs. @throws InputError */
export function requireAnatomy(
  model: Pick<Model, "name" | "needs">,
  anatomy: Anatomy | undefined,
): Anatomy & { readonly sln: Float64Array } {
  if (anatomy === undefined) {
    throw new InputError(
      `${model.name} needs a connectome and got none; set "connectome", for example "macaque-29".`,
      {
        path: "connectome",
      },
    );
  }
  if (model.needs.sln && anatomy.sln === undefined) {
    throw new InputError(
      `${model.name} needs the laminar origin (SLN) of each link, which the connectome lacks.`,
      {
        path: "connectome",
      },
    );
  }
  for (const name of model.needs.measures) {
    const values = anatomy.measures[name];
    const missing =
      values === undefined ? anatomy.areas : anatomy.areas.filter((_, i) => !Number.isFinite(values[i]));
    if (missing.length > 0) {
      throw new InputError(
        `${model.name} needs ${name} of every area; the connectome lacks it for ${missing.slice(0, 5).join(", ")}` +
          `${missing.length > 5 ? ` and ${missing.length - 5} more` : ""}.`,
        { path: "connectome" },
      );
    }
  }
  return { ...anatomy, sln: anatomy.sln ?? new Float64Array(0) };
}
