import { InputError } from "@isocortex/core-wasm";
import type { NdArray } from "../nd-array.js";
import { type Constraint, effectiveInto } from "./constraints.js";
import type { Floats } from "./floats.js";
import type { Variables } from "./optimisers.js";
import type { Setup } from "./setup.js";

type Arrays = Readonly<Record<string, NdArray>>;

/**
 * Effective weights of a file as those of a network, in its precision.
 * @throws InputError when one is missing or has another size
 */
export function weightsFor(
  { built, resolved }: Pick<Setup, "built" | "resolved">,
  arrays: Arrays,
): Variables {
  const entries = built.shapes.map(({ name, shape: [rows, columns] }): [string, Floats] => {
    const array = Object.hasOwn(arrays, name) ? arrays[name] : undefined;
    const got = array ? `(${array.shape.join(", ")})` : "missing";
    if (!array || array.data.length !== rows * columns || (array.shape.at(-1) ?? 1) !== columns) {
      throw new InputError(
        `weight ${name} is ${got}; this network takes (${rows}, ${columns}), [post][pre]; its task, hidden units and cell must be those of the weights.`,
        { path: name },
      );
    }
    const wrong = array.data.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new InputError(
        `weight ${name} is ${array.data[wrong]} at ${wrong}; expected finite numbers; export it again.`,
        { path: name },
      );
    }
    return [
      name,
      resolved.precision === "f32" ? Float32Array.from(array.data) : Float64Array.from(array.data),
    ];
  });
  return Object.fromEntries(entries);
}

/**
 * The trained magnitudes behind effective weights, whose signs the constraint gives back.
 * @throws InputError where the constraint would change a weight
 */
function rawOf(name: string, weight: Floats, constraint: Constraint): Floats {
  const raw = constraint.signs ? weight.map(Math.abs) : weight;
  const used = raw.slice();
  effectiveInto(used, raw, constraint);
  const at = used.findIndex((value, i) => value !== weight[i]);
  if (at < 0) return raw;
  const place = `[${Math.floor(at / constraint.columns)}][${at % constraint.columns}]`;
  throw new InputError(
    `weight ${name} is ${weight[at]} at ${place}, which Dale's law or the masks of this network make ${used[at]}; expected weights that keep to them; train without them, or start from others.`,
    { path: name },
  );
}

/**
 * Weights to start from as they are trained.
 * @throws InputError when the training needs weights that were not given, or they do not fit or break its constraints
 */
export function startWeights(setup: Setup, arrays: Arrays | undefined): Variables | undefined {
  const { startFrom } = setup.resolved;
  if (!arrays) {
    if (startFrom === undefined) return undefined;
    throw new InputError(
      `the training starts from ${startFrom.file}, which did not come with it; give its weights.`,
      {
        path: "startFrom",
      },
    );
  }
  return rawWeights(setup, weightsFor(setup, arrays));
}

/**
 * Effective weights as they are trained: under Dale's law magnitudes, whose signs the constraint gives back.
 * @throws InputError when they break the constraints of the network
 */
export function rawWeights(setup: Setup, weights: Variables): Variables {
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [
      name,
      rawOf(name, weight, setup.built.constraints[name]!),
    ]),
  );
}
