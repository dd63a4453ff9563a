import { InputError } from "@isocortex/core-wasm";
import { didYouMean } from "../io/did-you-mean.js";
import { type Lesion, lesionsOf, silenced } from "../train/analyses-lesion-table.js";
import type { Trained } from "../train/analyses-trained.js";
import { namedUnits } from "./network-names.js";

/** A lesion by the name of a pathway, as the analysis has it, or of what sends nothing any more. @throws InputError when there is none */
export function lesionNamed(trained: Trained, name: string, path: string): Lesion {
  const pathways = lesionsOf(trained, false).filter(({ kind }) => kind === "pathway");
  const pathway = pathways.find((one) => one.name === name);
  if (pathway) return pathway;
  const { places } = namedUnits(trained);
  const units = places.get(name);
  if (units) return silenced("group", name, units);
  const known = [...pathways.map((one) => one.name), ...places.keys()];
  throw new InputError(
    `${path} is ${JSON.stringify(name)}, which this network does not have; ${didYouMean(name, known)}`,
    { path },
  );
}
