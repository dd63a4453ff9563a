import { InputError } from "@isocortex/core-wasm";
import * as z from "zod";
import type { DiagramOptions, SystemFamily } from "../analysis/index.js";
import { refuseManyCoordinates } from "../refuse-many-coordinates.js";
import { checkForm } from "./check-form.js";
import { didYouMean } from "./did-you-mean.js";
import { modelShape } from "./experiment.js";

const name = modelShape.model;
const value = z.number().min(-1e12).max(1e12);

const schema = z.strictObject({
  ...modelShape,
  /** A parameter of the model, or a constant stimulus such as `input.E`, and the values between which it is varied. */
  parameter: name,
  from: value,
  to: value,
  /** Folds and Hopf points are followed in this parameter too. */
  second: z.strictObject({ parameter: name, from: value, to: value }).optional(),
  /** The coordinate to draw; the first of the model when left out. */
  variable: name.optional(),
  /** Where equilibria are looked for, by coordinate; the model's own ranges where left out. */
  box: z.record(name, z.tuple([value, value])).optional(),
  /** An equilibrium at `from` to begin with, by coordinate, instead of all of the box. */
  start: z.record(name, value).optional(),
  /** Most points each way along a branch. */
  maxPoints: z.number().int().min(10).max(100_000).optional(),
  /** Whether cycles are followed too. */
  cycles: z.boolean().optional(),
});

/** What a bifurcation diagram is asked for by, version 1. */
export type BifurcationRequest = z.infer<typeof schema>;

/** What a request may say. */
export const bifurcationKeys: readonly string[] = Object.keys(schema.shape);

/** JSON Schema of the request, for editors. */
export function bifurcationSchema(): unknown {
  return z.toJSONSchema(schema);
}

/** The request, once its form is known to be right. @throws InputError naming the path, what was got and what is allowed */
export function parseBifurcationRequest(request: unknown): BifurcationRequest {
  return checkForm(schema, request, {
    what: "a bifurcation request",
    alternatives: "expected a number, or a text with a unit",
  });
}

/** A request whose names are known to be those of the model, with nothing left out. */
export interface ResolvedBifurcation {
  readonly request: BifurcationRequest;
  readonly options: DiagramOptions;
  /** Index of the coordinate to draw. */
  readonly variable: number;
}

function varied(
  family: SystemFamily,
  given: { readonly parameter: string; readonly from: number; readonly to: number },
  path: string,
): DiagramOptions["parameter"] {
  const known = Object.keys(family.parameters);
  if (!Object.hasOwn(family.parameters, given.parameter)) {
    throw new InputError(
      `${family.model} has no parameter "${given.parameter}"; ${didYouMean(given.parameter, known)}`,
      { path: `${path}parameter` },
    );
  }
  const [low, high] = family.parameters[given.parameter]!.range;
  for (const edge of ["from", "to"] as const) {
    if (given[edge] >= low && given[edge] <= high) continue;
    throw new InputError(
      `${path}${edge} is ${given[edge]}; ${given.parameter} of ${family.model} goes from ${low} to ${high}.`,
      { path: `${path}${edge}` },
    );
  }
  if (given.from === given.to) {
    throw new InputError(`${path}from and ${path}to are both ${given.from}; expected two values.`, {
      path: `${path}to`,
    });
  }
  return { name: given.parameter, from: given.from, to: given.to };
}

/** Index of a coordinate. @throws InputError when the model has none of that name */
function coordinate(family: SystemFamily, named: string, path: string): number {
  const names = family.coordinates.map((one) => one.name);
  const at = names.indexOf(named);
  if (at >= 0) return at;
  throw new InputError(`${family.model} has no variable "${named}"; ${didYouMean(named, names)}`, { path });
}

/** Checks the names and numbers of a request against the model. @throws InputError */
export function resolveBifurcation(family: SystemFamily, request: BifurcationRequest): ResolvedBifurcation {
  refuseManyCoordinates(family);
  const parameter = varied(family, request, "");
  const second = request.second && varied(family, request.second, "second.");
  if (second?.name === parameter.name) {
    throw new InputError(`second.parameter is "${second.name}" as well; expected another one.`, {
      path: "second.parameter",
    });
  }
  if (Object.hasOwn(request.parameters ?? {}, parameter.name)) {
    const { name, from, to } = parameter;
    throw new InputError(
      `parameters.${name} is ${request.parameters![name]}, but the diagram goes over ${name} from ${from} to ${to}; leave it out.`,
      { path: `parameters.${name}` },
    );
  }
  const box = family.coordinates.map(({ range }) => range);
  for (const [named, [low, high]] of Object.entries(request.box ?? {})) {
    const at = coordinate(family, named, `box.${named}`);
    if (!(low < high)) {
      throw new InputError(`box.${named} is ${low} to ${high}; expected the lower value first.`, {
        path: `box.${named}`,
      });
    }
    box[at] = [low, high];
  }
  const start = request.start && Array.from(family.start);
  for (const [named, at] of Object.entries(request.start ?? {})) {
    start![coordinate(family, named, `start.${named}`)] = at;
  }
  return {
    request,
    options: {
      parameter,
      ...(second ? { second } : {}),
      box,
      ...(start ? { starts: [start] } : {}),
      cycles: request.cycles ?? true,
      mostPoints: request.maxPoints,
    },
    variable: request.variable === undefined ? 0 : coordinate(family, request.variable, "variable"),
  };
}
