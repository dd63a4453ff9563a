import { meanFields, models } from "@isocortex/models";
import type { FamilySpec } from "./build-family.js";
import { type Attachments, findConnectome } from "./cortices.js";

/** Keys of what is to be cited for an analysis of a model or mean field: ours, its own, and those of its connectome. */
export function modelCitations(
  { model, connectome }: Pick<FamilySpec, "model" | "connectome">,
  attached?: Attachments,
): readonly string[] {
  const circuit = models.get(model);
  const own = (circuit ?? meanFields.get(model))!.cite;
  const name = circuit?.needs.anatomy ? (connectome ?? circuit.protocol.connectome) : undefined;
  const anatomy = name === undefined ? [] : findConnectome(name, attached).citations;
  return [...new Set(["isocortex", ...own, ...anatomy])];
}
