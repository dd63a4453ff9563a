import { type Core, InputError } from "@isocortex/core-wasm";
import {
  type Anatomy,
  baselineInput,
  type Circuit,
  initialState,
  type MeanField,
  type Model,
  meanFields,
  models,
} from "@isocortex/models";
import {
  type Coordinate,
  type FamilyParameter,
  type FieldMemory,
  fieldMemory,
  type SystemFamily,
} from "./analysis/index.js";
import { type Attachments, findConnectome } from "./cortices.js";
import { didYouMean } from "./io/did-you-mean.js";
import type { Experiment } from "./io/experiment.js";
import { optionsOf, parametersOf } from "./io/resolve-experiment.js";

/** A model as an analysis of its dynamics names it. */
export type FamilySpec = Pick<Experiment, "model" | "preset" | "connectome" | "parameters" | "options">;

/** Where a variable without a range of its own is looked for, in its unit. */
const USUAL_RANGE = [0, 100] as const;
const STATES_AT_ONCE = 4096;

/** `E` in a circuit of one area, `rE.V1` in one of several. */
function coordinatesOf({ areas, groups }: Circuit): Coordinate[] {
  return groups
    .flat()
    .flatMap(({ name, unit, range = USUAL_RANGE }) =>
      areas.map((area) => ({ name: areas.length === 1 ? name : `${name}.${area}`, unit, range })),
    );
}

/** Constant stimuli as parameters: `input.E` into every area, `input.E.V1` into one. */
function inputParameters({ areas, inputs }: Circuit, unit: string): Record<string, FamilyParameter> {
  const parameter: FamilyParameter = { value: 0, unit, range: [-1e6, 1e6] };
  return Object.fromEntries(
    inputs.flatMap(({ name }) => [
      [`input.${name}`, parameter],
      ...(areas.length === 1 ? [] : areas.map((area) => [`input.${name}.${area}`, parameter] as const)),
    ]),
  );
}

function inputOf(circuit: Circuit, values: Readonly<Record<string, number>>): Float64Array {
  const input = baselineInput(circuit);
  const n = circuit.areas.length;
  circuit.inputs.forEach(({ name }, c) => {
    circuit.areas.forEach((area, i) => {
      input[c * n + i]! += (values[`input.${name}`] ?? 0) + (values[`input.${name}.${area}`] ?? 0);
    });
  });
  return input;
}

/** What the memory of a circuit's constants depends on: a parameter may change how many numbers they are. */
function shapeOf({ constants }: Circuit): string {
  return Object.entries(constants)
    .map(
      ([name, constant]) =>
        `${name} ${"matrix" in constant ? constant.matrix.length : constant.perArea.length}`,
    )
    .join(", ");
}

/** Every circuit of a model on one anatomy. */
function circuitFamily(
  core: Core,
  model: Model,
  spec: FamilySpec,
  anatomy: Anatomy | undefined,
): SystemFamily {
  const own = parametersOf(model, spec);
  const settings = optionsOf(model, spec);
  const circuitAt = (values: Readonly<Record<string, number>>): Circuit =>
    model.circuit({ ...own, ...values }, settings, anatomy, false);
  const first = circuitAt({});
  const size = first.groups.flat().length * first.areas.length;
  const batch = Math.max(1, Math.floor(STATES_AT_ONCE / size));
  const memories = new Map<string, { readonly memory: FieldMemory; held: Circuit | undefined }>();
  function memoryFor(circuit: Circuit) {
    const shape = shapeOf(circuit);
    const kept = memories.get(shape) ?? { memory: fieldMemory(core, circuit, batch), held: undefined };
    memories.set(shape, kept);
    return kept;
  }
  return {
    model: model.name,
    coordinates: coordinatesOf(first),
    parameters: {
      ...Object.fromEntries(
        Object.entries(model.params).map(([name, { unit, range }]) => [
          name,
          { value: own[name]!, unit, range },
        ]),
      ),
      ...inputParameters(first, model.stimulusUnit),
    },
    start: initialState(first),
    timeUnit: "ms",
    at(values = {}) {
      const circuit = circuitAt(values);
      if (circuit.areas.length !== first.areas.length) {
        throw new InputError(
          `${model.name} has ${circuit.areas.length} areas there, not ${first.areas.length} as the family; set what makes them ` +
            "in the family's own parameters.",
          { path: "parameters" },
        );
      }
      const input = inputOf(circuit, values);
      const { jacobian } = circuit;
      const place = memoryFor(circuit);
      const fields = (states: Float64Array, count: number): Float64Array => {
        if (place.held !== circuit) {
          place.memory.load(circuit, input);
          place.held = circuit;
        }
        return place.memory.fields(states, count);
      };
      return {
        size,
        field: (x) => fields(x, 1),
        fields,
        ...(jacobian ? { jacobian: (x: Float64Array) => jacobian(x, input) } : {}),
      };
    },
  };
}

/** Self-consistency equations x = map(x) as the relaxation dx/dt = map(x) - x, whose equilibria are their solutions. */
function meanFieldFamily(meanField: MeanField, spec: FamilySpec): SystemFamily {
  const own = parametersOf(meanField, spec);
  const settings = optionsOf(meanField, spec);
  return {
    model: meanField.name,
    coordinates: meanField.unknowns.map(({ name, unit, range }) => ({ name, unit, range })),
    parameters: Object.fromEntries(
      Object.entries(meanField.params).map(([name, { unit, range }]) => [
        name,
        { value: own[name]!, unit, range },
      ]),
    ),
    start: Float64Array.from(meanField.unknowns, ({ initial }) => initial),
    timeUnit: "relaxation time",
    at(values = {}) {
      const map = meanField.map({ ...own, ...values }, settings);
      return {
        size: meanField.unknowns.length,
        field: (x) => map(x).map((value, i) => value - x[i]!),
      };
    },
  };
}

/**
 * The systems of a model or mean field that differ in its parameters.
 * @throws InputError for a model, preset, parameter, option or connectome that is not there
 */
export function buildFamily(core: Core, spec: FamilySpec, attached?: Attachments): SystemFamily {
  const meanField = meanFields.get(spec.model);
  if (meanField) return meanFieldFamily(meanField, spec);
  const model = models.get(spec.model);
  if (!model) {
    const known = [...models.keys(), ...meanFields.keys()];
    throw new InputError(`there is no model "${spec.model}"; ${didYouMean(spec.model, known)}`, {
      path: "model",
    });
  }
  if (!model.needs.anatomy) return circuitFamily(core, model, spec, undefined);
  const name = spec.connectome ?? model.protocol.connectome;
  return circuitFamily(core, model, spec, name === undefined ? undefined : findConnectome(name, attached));
}
