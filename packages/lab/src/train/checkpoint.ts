import { InputError } from "@isocortex/core-wasm";
import { strFromU8 } from "fflate";
import { canonicalJson } from "../io/canonical-json.js";
import { decodeNpy } from "../io/npy.js";
import { encodeNpz, unzipChecked } from "../io/npz.js";
import { sha256OfArray, sha256OfText } from "../io/sha256.js";
import type { NdArray } from "../nd-array.js";
import { version } from "../version.js";
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

/** What computed a state: another program may go on with other bits. */
const programOf = ({ core }: Setup): string =>
  `isocortex ${version}, core ${core.sha256?.slice(0, 12) ?? "given by the caller"}`;

/** Tells whether anything in a checkpoint has changed since it was made: archives are not always checked by their readers. */
function digest(rest: object, arrays: Readonly<Record<string, NdArray>>): string {
  const hashes = Object.entries(arrays).map(([name, array]) => [name, sha256OfArray(array)]);
  return sha256OfText(canonicalJson([rest, Object.fromEntries(hashes)]));
}

/** A state as one .npz file: arrays for numpy, and the rest as `state.json` inside it. Equal states give equal bytes. */
export function encodeCheckpoint(setup: Setup, state: TrainingState): Uint8Array {
  const { raw: _, best: __, slots: ___, ...rest } = state;
  const arrays = arraysOf(state, setup.built.shapes);
  const told = {
    format: FORMAT,
    training: trainingSha256(setup.resolved),
    program: programOf(setup),
    ...rest,
  };
  return encodeNpz(arrays, { [STATE]: canonicalJson({ ...told, digest: digest(told, arrays) }) });
}

function refuse(what: string, code: "mismatch" | "invalid-input" = "invalid-input"): never {
  throw new InputError(`the checkpoint ${what}; resume from the folder that the training wrote.`, {
    code,
    path: "checkpoint.npz",
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    return { ...(JSON.parse(text) as Record<string, unknown> | null) };
  } catch {
    return refuse(`has a ${STATE} that is not JSON`);
  }
}

interface Told extends Omit<TrainingState, "raw" | "best" | "slots"> {
  readonly format: typeof FORMAT;
  readonly training: string;
  readonly program: string;
}

function readState(entry: Uint8Array | undefined): { readonly told: Told; readonly digest: unknown } {
  if (!entry) return refuse(`has no ${STATE}`);
  const { digest: noted, ...told } = parse(strFromU8(entry));
  if (told.format !== FORMAT) refuse(`has the format ${JSON.stringify(told.format)}, expected ${FORMAT}`);
  return { told: told as object as Told, digest: noted };
}

/**
 * What a checkpoint says of where its training was, its arrays aside and unchecked.
 * @throws InputError when it is no checkpoint
 */
export function checkpointHistory(bytes: Uint8Array): Pick<TrainingState, "update" | "history"> {
  const { update, history } = readState(unzipChecked(bytes)[STATE]).told;
  if (!Number.isSafeInteger(update) || !Array.isArray(history)) refuse(`has a ${STATE} without updates`);
  return { update, history };
}

/** The state of a checkpoint. @throws InputError when it is damaged, (code `mismatch`) when it is of another training */
export function decodeCheckpoint(setup: Setup, bytes: Uint8Array): TrainingState {
  const files = unzipChecked(bytes);
  const { told, digest: noted } = readState(files[STATE]);
  const { format: _, training, program, ...rest } = told;
  if (training !== trainingSha256(setup.resolved)) refuse("belongs to another training", "mismatch");
  if (program !== programOf(setup)) {
    throw new InputError(
      `the checkpoint was made by ${program}, this is ${programOf(setup)}, which may go on with other bits; resume with ` +
        "that version, or train on from its weights (isocortex train --from).",
      { code: "mismatch", path: "checkpoint.npz" },
    );
  }
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
  const state: TrainingState = {
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
  if (digest(told, arraysOf(state, shapes)) !== noted) refuse("is damaged");
  return state;
}
