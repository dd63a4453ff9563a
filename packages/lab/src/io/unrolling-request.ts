import { z } from "zod";
import { checkForm } from "./check-form.js";

const few = z.number().int().min(1).max(64);
const activations = ["tanh", "relu", "linear", "sigmoid"] as const;

const schema = z.strictObject({
  isocortex: z.literal(1),
  /** Units of every area, from the input up. */
  areas: z.array(few).min(1).max(12),
  inputs: few.default(3),
  outputs: few.default(2),
  activation: z.enum(activations).default("tanh"),
  /** Connections within an area, and from an area to the one below. */
  lateral: z.boolean().default(true),
  topDown: z.boolean().default(true),
  /** Whether an area sees the one below as it was a step before, or as it is. */
  bottomUp: z.enum(["delayed", "instantaneous"]).default("delayed"),
  steps: z.number().int().min(1).max(100),
  /** Up to how many steps sizes are counted. */
  mostSteps: z.number().int().min(1).max(100).optional(),
  /** Steps that drawings show; those of the network where it has fewer. */
  drawnSteps: z.number().int().min(1).max(8).default(4),
  /** Unties the copies and multiplies the weights that lead to one of them by 1 + `by`. */
  change: z
    .strictObject({
      /** From 1. */
      area: z.number().int().min(1).max(12),
      step: z.number().int().min(1).max(100),
      by: z.number().min(-10).max(10),
    })
    .optional(),
  /** Random inputs over which outputs are compared, and the seed of weights and inputs. */
  trials: z.number().int().min(1).max(1000).default(16),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
});

/** A network of areas to unroll, version 1, with nothing left out. */
export type UnrollingRequest = z.infer<typeof schema>;

/** @throws InputError naming the path, what was got and what is allowed */
export function parseUnrolling(value: unknown): UnrollingRequest {
  return checkForm(schema, value, { what: "an unrolling", alternatives: "expected a number" });
}
