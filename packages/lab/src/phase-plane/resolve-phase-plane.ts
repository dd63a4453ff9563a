import { type Core, InputError } from "@isocortex/core-wasm";
import { models } from "@isocortex/models";
import type { DynamicalSystem, RestRule, SystemFamily } from "../analysis/index.js";
import { minimiseSpeed } from "../analysis/minimise-speed.js";
import { buildFamily } from "../build-family.js";
import type { Attachments } from "../cortices.js";
import { didYouMean } from "../io/did-you-mean.js";
import type { Layer, PhasePlaneRequest } from "../io/phase-plane-request.js";
import { inUnit } from "../io/units.js";
import { refuseManyCoordinates } from "../refuse-many-coordinates.js";

export interface ResolvedAxis {
  readonly coordinate: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

/** A request with nothing left out. */
export interface ResolvedPhasePlane {
  readonly isocortex: 1;
  readonly name: string;
  readonly model: string;
  readonly preset: string | undefined;
  readonly connectome: string | undefined;
  /** Those that were set; the others are the model's or the preset's. */
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly options: Readonly<Record<string, string | boolean>>;
  readonly x: ResolvedAxis;
  readonly y: ResolvedAxis;
  readonly rest: RestRule;
  /** Where the other coordinates are held, or solved for from, and what that place is. */
  readonly held: Readonly<Record<string, number>>;
  readonly heldAt: "equilibrium" | "start" | "given";
  readonly starts: NonNullable<PhasePlaneRequest["starts"]>;
  readonly layers: readonly Layer[];
  readonly resolution: number;
  readonly basins: { readonly columns: number; readonly rows: number };
  readonly horizon: number | undefined;
}

/** A request joined with the system that it is about. */
export interface PreparedPhasePlane {
  readonly resolved: ResolvedPhasePlane;
  readonly family: SystemFamily;
  readonly system: DynamicalSystem;
  readonly x: number;
  readonly y: number;
  readonly base: Float64Array;
}

const defaults = {
  starts: { columns: 5, rows: 5 },
  layers: ["field", "nullclines", "manifolds", "trajectories"],
  resolution: 96,
  basins: { columns: 60, rows: 60 },
} as const;

const AT_REST = 1e-9;
/** How the names of constant stimuli begin. */
export const INPUT = "input.";

/** Constant stimuli among the parameters. @throws InputError for one that the model does not have */
export function inputsOf(
  family: SystemFamily,
  parameters: PhasePlaneRequest["parameters"] = {},
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(INPUT))
      .map(([name, given]) => {
        const path = `parameters.${name}`;
        const known = Object.keys(family.parameters).filter((one) => one.startsWith(INPUT));
        if (!Object.hasOwn(family.parameters, name))
          throw new InputError(`${family.model} has no "${name}"; ${didYouMean(name, known)}`, { path });
        const { unit, range } = family.parameters[name]!;
        const value = inUnit(given, unit, path);
        if (value >= range[0] && value <= range[1]) return [name, value];
        throw new InputError(`${path} is ${given}; expected ${range[0]} to ${range[1]} ${unit}.`, { path });
      }),
  );
}

/** @throws InputError when there is no such coordinate */
function indexOf({ model, coordinates }: SystemFamily, name: string, path: string): number {
  const names = coordinates.map((one) => one.name);
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw new InputError(`${model} has no coordinate "${name}"; ${didYouMean(name, names)}`, { path });
}

/** @throws InputError for a coordinate that is not there, or an empty range */
function axisOf(
  family: SystemFamily,
  key: "x" | "y",
  { coordinate, from, to }: NonNullable<PhasePlaneRequest["x"]>,
  usual: number,
): { readonly index: number; readonly axis: ResolvedAxis } {
  const index = coordinate === undefined ? usual : indexOf(family, coordinate, `${key}.coordinate`);
  const { name, unit, range } = family.coordinates[index]!;
  const axis = { coordinate: name, unit, from: from ?? range[0], to: to ?? range[1] };
  if (axis.from < axis.to) return { index, axis };
  throw new InputError(
    `${key}.from is ${axis.from} and ${key}.to is ${axis.to}; expected from < to, a range of ${name} that is not empty.`,
    { path: `${key}.to` },
  );
}

/** The state that other coordinates are held at. */
function baseOf(
  family: SystemFamily,
  system: DynamicalSystem,
  { rest = "rest", held = {} }: PhasePlaneRequest,
  plane: readonly number[],
): Pick<PreparedPhasePlane, "base"> & Pick<ResolvedPhasePlane, "heldAt"> {
  if (rest !== "frozen" && Object.keys(held).length > 0)
    throw new InputError(`held is given, but rest is "${rest}"; expected "frozen", or no held.`, {
      path: "held",
    });
  if (rest === "frozen") {
    const base = family.start.slice();
    for (const [name, value] of Object.entries(held)) {
      const index = indexOf(family, name, `held.${name}`);
      if (plane.includes(index))
        throw new InputError(`held.${name} is a coordinate of the plane; hold others only.`, {
          path: `held.${name}`,
        });
      base[index] = value;
    }
    return { base, heldAt: "given" };
  }
  const { x, residual } = minimiseSpeed(system, family.start);
  return residual <= AT_REST ? { base: x, heldAt: "equilibrium" } : { base: family.start, heldAt: "start" };
}

/**
 * The system that a request is about, with everything filled in.
 * @throws InputError for a name that the model does not have, one coordinate twice, or an empty range
 */
export function preparePhasePlane(
  core: Core,
  request: PhasePlaneRequest,
  attached?: Attachments,
): PreparedPhasePlane {
  const { parameters = {} } = request;
  const own = Object.fromEntries(Object.entries(parameters).filter(([name]) => !name.startsWith(INPUT)));
  const family = buildFamily(core, { ...request, parameters: own }, attached);
  const system = family.at(inputsOf(family, parameters));
  if (system.size < 2)
    throw new InputError(`${family.model} has one coordinate; a phase plane needs two.`, { path: "model" });
  refuseManyCoordinates(family);
  const named = [request.x?.coordinate, request.y?.coordinate].map((name) =>
    family.coordinates.findIndex((one) => one.name === name),
  );
  const x = axisOf(family, "x", request.x ?? {}, named[1] === 0 ? 1 : 0);
  const y = axisOf(family, "y", request.y ?? {}, x.index === 1 ? 0 : 1);
  if (x.index === y.index)
    throw new InputError(`x and y are both "${x.axis.coordinate}"; expected two different coordinates.`, {
      path: "y.coordinate",
    });
  const { base, heldAt } = baseOf(family, system, request, [x.index, y.index]);
  const others = family.coordinates.flatMap(({ name }, i) =>
    i === x.index || i === y.index ? [] : [[name, base[i]!] as const],
  );
  const model = models.get(family.model);
  return {
    family,
    system,
    x: x.index,
    y: y.index,
    base,
    resolved: {
      isocortex: 1,
      name: request.name ?? `${family.model} phase plane`,
      model: family.model,
      preset: request.preset,
      connectome: model?.needs.anatomy ? (request.connectome ?? model.protocol.connectome) : undefined,
      parameters,
      options: request.options ?? {},
      x: x.axis,
      y: y.axis,
      rest: request.rest ?? "rest",
      held: Object.fromEntries(others),
      heldAt,
      starts: request.starts ?? defaults.starts,
      layers: request.layers ?? defaults.layers,
      resolution: request.resolution ?? defaults.resolution,
      basins: request.basins ?? defaults.basins,
      horizon: request.horizon,
    },
  };
}
