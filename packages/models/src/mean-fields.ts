import { brunel2000 } from "./mean-field/brunel-2000.js";
import { brunelWang2001 } from "./mean-field/brunel-wang-2001.js";
import type { MeanField } from "./mean-field.js";

/** Every mean field by name: one line each. */
export const meanFields: ReadonlyMap<string, MeanField> = new Map<string, MeanField>(
  [brunelWang2001, brunel2000].map((meanField) => [meanField.name, meanField as MeanField]),
);
