import { InputError } from "@isocortex/core-wasm";
import { strFromU8 } from "fflate";
import { canonicalJson } from "../io/canonical-json.js";
import { decodeNpy } from "../io/npy.js";
import { encodeNpz, unzipChecked } from "../io/npz.js";
import { sha256OfText } from "../io/sha256.js";
import type { NdArray } from "../nd-array.js";
import { slotNames, type Variables } from "./optimisers.js";
import type { Setup } from "./setup.js";
import type { TrainingState } from "./trainer.js";
import type { ResolvedTraining } from "./training.js";

const FORMAT = "isocortex.checkpoint/v1";
const STATE = "state.json";

/** What of a training decides its bits: everything but its name and how often it is saved. */
export function trainingSha256({ name: _, training, ...rest }: ResolvedTraining): string {
  const { checkpointEvery: __, ...deciding } = training;
  return sha256OfText(canonicalJson({ ...rest, training: deciding }));
}

/** Arrays of a state by name: `raw/W_rec`, `best/W_rec`, `slots/W_rec/m`. */
function arraysOf(
  { raw, best, slots }: TrainingState,
  shapes: Setup["built"]["shapes"],
): Record<string, NdArray> {
  const arrays: Record<string, NdArray> = {};
  for (const { name, shape } of shapes) {
    arrays[`raw/${name}`] = { shape, data: raw[name]! };
    arrays[`best/${name}`] = { shape, data: best[name]! };
    for (const [slot, data] of Object.entries(slots[name]!))
      arrays[`slots/${name}/${slot}`] = { shape, data };
  }
  return arrays;
}

/** A state as one .npz file: arrays for numpy, and the rest as `state.json` inside it. Equal states give equal bytes. */
export function encodeCheckpoint(setup: Setup, state: TrainingState): Uint8Array {
  const { raw: _, best: __, slots: ___, ...rest } = state;
  const text = canonicalJson({ format: FORMAT, training: trainingSha256(setup.resolved), ...rest });
  return encodeNpz(arraysOf(state, setup.built.shapes), { [STATE]: text });
}

function refuse(what: string): never {
  throw new InputError(`the checkpoint ${what}; resume from the folder that the training wrote.`, {
    code: "mismatch",
    path: "checkpoint.npz",
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return refuse(`has a ${STATE} that is not JSON`);
  }
}

function readState(
  entry: Uint8Array | undefined,
  setup: Setup,
): Omit<TrainingState, "raw" | "best" | "slots"> {
  if (!entry) return refuse(`has no ${STATE}`);
  const { format, training, ...rest } = parse(strFromU8(entry));
  if (format !== FORMAT) refuse(`has the format ${JSON.stringify(format)}, expected ${FORMAT}`);
  if (training !== trainingSha256(setup.resolved)) refuse("belongs to another training");
  return rest as Omit<TrainingState, "raw" | "best" | "slots">;
}

/** The state of a checkpoint. @throws InputError (code `mismatch`) when it is damaged or of another training */
export function decodeCheckpoint(setup: Setup, bytes: Uint8Array): TrainingState {
  const files = unzipChecked(bytes);
  const rest = readState(files[STATE], setup);
  const { shapes } = setup.built;
  const read = (name: string, [rows, columns]: readonly [number, number]): NdArray["data"] => {
    const entry = files[`${name}.npy`];
    if (!entry) return refuse(`lacks ${name}`);
    const { data } = decodeNpy(entry, name);
    const wanted = setup.resolved.precision === "f32" ? Float32Array : Float64Array;
    if (data.length !== rows * columns || !(data instanceof wanted)) refuse(`has another ${name}`);
    return data;
  };
  const variables = (kind: string): Variables =>
    Object.fromEntries(
      shapes.map(({ name, shape }) => [name, read(`${kind}/${name}`, shape) as Float32Array]),
    );
  const slots = slotNames(setup.resolved.training.optimiser);
  return {
    ...rest,
    raw: variables("raw"),
    best: variables("best"),
    slots: Object.fromEntries(
      shapes.map(({ name, shape }) => [
        name,
        Object.fromEntries(slots.map((slot) => [slot, read(`slots/${name}/${slot}`, shape) as Float32Array])),
      ]),
    ),
  };
}
