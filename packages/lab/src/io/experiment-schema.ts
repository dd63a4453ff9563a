import { z } from "zod";
import { experimentForm } from "./experiment.js";
import { trainedExperimentForm } from "./trained-experiment.js";

/** JSON Schema of the experiment format, for editors: of circuits, and of trained networks. */
export function experimentSchema(): unknown {
  return z.toJSONSchema(z.union([experimentForm, trainedExperimentForm]));
}
