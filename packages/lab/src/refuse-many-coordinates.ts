import { InputError } from "@isocortex/core-wasm";
import type { SystemFamily } from "./analysis/index.js";

/** One step of a search for an equilibrium takes a tenth of a second with so many, and grows as their cube. */
const MOST_COORDINATES = 256;

/** @throws InputError (code `resources`) for a model whose equilibria would take too long to find */
export function refuseManyCoordinates({ model, coordinates }: SystemFamily): void {
  if (coordinates.length <= MOST_COORDINATES) return;
  throw new InputError(
    `${model} has ${coordinates.length} coordinates; expected at most ${MOST_COORDINATES}, for equilibria are found by solving ` +
      "for all at once; take a model or connectome of fewer areas, or fewer units.",
    { code: "resources", path: "model" },
  );
}
