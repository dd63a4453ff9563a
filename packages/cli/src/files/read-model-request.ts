import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import { type Connectome, didYouMean, models } from "@isocortex/lab";
import { setByPath } from "../set-by-path.js";
import { parseObject, readText } from "./read-bytes.js";
import { readConnectome } from "./read-connectome.js";

const MOST_BYTES = 1_000_000;

/** A request about the dynamics of a model, as read, and the connectomes of files that it names. */
export interface ReadRequest {
  readonly request: Record<string, unknown>;
  readonly connectomes: Record<string, Connectome>;
}

/** What a request about a model's dynamics is called, and its keys. */
export interface RequestForm {
  readonly what: string;
  readonly keys: readonly string[];
  /** Keys whose entries are named by coordinates or inputs, which may have dots. */
  readonly dotted: readonly string[];
}

/** Where a key without dots belongs. @throws InputError when nothing has that name */
function placeOf(key: string, modelName: unknown, keys: readonly string[]): readonly string[] {
  const model = models.get(String(modelName));
  if (model && Object.hasOwn(model.params, key)) return ["parameters", key];
  if (model && Object.hasOwn(model.switches, key)) return ["options", key];
  if (keys.includes(key)) return [key];
  const known = [...Object.keys(model?.params ?? {}), ...Object.keys(model?.switches ?? {}), ...keys];
  throw new InputError(`--set ${key}: there is no such key; ${didYouMean(key, known)}`, { code: "usage" });
}

/** Sets `input.E=1` or `held.rE.V2=5`, whose last part may have dots. */
function setDotted(request: Record<string, unknown>, change: string, key: string): void {
  const equals = change.indexOf("=");
  const name = key === "input" ? change.slice(0, equals) : change.slice(key.length + 1, equals);
  const place = key === "input" ? "parameters" : key;
  const holder: Record<string, unknown> = {};
  setByPath(holder, `value=${change.slice(equals + 1)}`, () => ["value"]);
  request[place] = { ...(request[place] as object | undefined), [name]: holder.value };
}

/**
 * A request from a file, `-` for standard input, or the name of a model.
 * @param changes `key=value` texts; a key may be one of the request, a parameter or option of its model, or `input.E`
 * @throws InputError naming the file and the place
 */
export function readModelRequest(
  source: string,
  changes: readonly string[],
  { what, keys, dotted }: RequestForm,
): ReadRequest {
  const named = source !== "-" && !existsSync(source) && !source.endsWith(".json");
  const request = named
    ? { isocortex: 1, model: source }
    : parseObject(
        readText(source, MOST_BYTES),
        source === "-" ? "standard input" : source,
        what,
        '{"isocortex": 1, "model": "wilson-cowan"}',
      );
  for (const change of changes) {
    const key = ["input", ...dotted].find((one) => change.startsWith(`${one}.`) && change.includes("="));
    if (key === undefined) setByPath(request, change, (plain) => placeOf(plain, request.model, keys));
    else setDotted(request, change, key);
  }
  const { connectome } = request as { connectome?: unknown };
  const file = typeof connectome === "string" && /\.(csv|npz)$/.test(connectome);
  const base = source === "-" || named ? "." : dirname(source);
  return {
    request,
    connectomes: file ? { [connectome]: readConnectome(join(base, connectome), connectome) } : {},
  };
}
