import type { MeanField } from "./mean-field.js";

/** Every mean field by name: one line each. */
export const meanFields: ReadonlyMap<string, MeanField> = new Map<string, MeanField>(
  ([] as MeanField[]).map((meanField) => [meanField.name, meanField as MeanField]),
);
