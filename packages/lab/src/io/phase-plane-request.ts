import * as z from "zod";
import { checkForm } from "./check-form.js";
import { modelShape } from "./experiment.js";

const name = z.string().min(1).max(200);
const number = z.number().min(-1e9).max(1e9);

const axis = z.strictObject({
  /** A coordinate of the model's state, such as `E`, or `rE.V1` where it has several areas. */
  coordinate: name.optional(),
  from: number.optional(),
  to: number.optional(),
});

const layers = ["field", "nullclines", "manifolds", "trajectories", "basins"] as const;

const schema = z.strictObject({
  ...modelShape,
  x: axis.optional(),
  y: axis.optional(),
  /** What becomes of the coordinates that are not in the plane. */
  rest: z.enum(["rest", "frozen", "quasi-steady"]).optional(),
  /** Values of other coordinates where `rest` is "frozen". */
  held: z.record(name, number).optional(),
  /** Trajectories from a grid of starts, or from points (x, y). */
  starts: z
    .union([
      z.strictObject({ columns: z.number().int().min(1).max(100), rows: z.number().int().min(1).max(100) }),
      z
        .array(z.tuple([number, number]))
        .min(1)
        .max(10_000),
    ])
    .optional(),
  layers: z.array(z.enum(layers)).optional(),
  /** Nodes along each axis of the grid that nullclines are followed on. */
  resolution: z.number().int().min(8).max(300).optional(),
  basins: z
    .strictObject({ columns: z.number().int().min(2).max(300), rows: z.number().int().min(2).max(300) })
    .optional(),
  /** Longest time of a trajectory, in the model's unit of time. */
  horizon: z.number().positive().max(1e9).optional(),
});

/** A phase plane, version 1, as a user writes it. */
export type PhasePlaneRequest = z.infer<typeof schema>;
export type Layer = (typeof layers)[number];

/** What a request for a phase plane may say. */
export const phasePlaneKeys: readonly string[] = Object.keys(schema.shape);

/** @throws InputError naming the path, what was got and what is allowed */
export function parsePhasePlane(value: unknown): PhasePlaneRequest {
  return checkForm(schema, value, {
    what: "a phase plane",
    alternatives: "expected a number, a text with a unit, a grid of columns and rows, or a list of points",
  });
}

/** JSON Schema of the request, for editors. */
export function phasePlaneSchema(): unknown {
  return z.toJSONSchema(schema);
}
