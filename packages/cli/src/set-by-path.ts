import { InputError, isInputError } from "@isocortex/core-wasm";
import { inUnit } from "@isocortex/lab";

type Json = Record<string, unknown>;

const hostile = new Set(["", "__proto__", "constructor", "prototype"]);

function refuse(assignment: string): never {
  throw new InputError(
    `--set ${assignment}; expected key=value by path, for example --set network.autapses=false.`,
    {
      code: "usage",
    },
  );
}

/** JSON, or a text that stands for itself; one of a time, by a key such as delayMs, may have a unit. */
function parsed(text: string, key: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (!key.endsWith("Ms")) return text;
  }
  try {
    return inUnit(text, "ms", key);
  } catch (error) {
    throw isInputError(error) ? new InputError(error.message, { code: "usage", path: key }) : error;
  }
}

function isContainer(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

/**
 * Sets a value of a JSON document by its path: `network.autapses=false`, `training.curriculum.stages.0.threshold=0.8`.
 * @param placeOf path for a key without dots
 * @throws InputError (code `usage`) when it is no assignment
 */
export function setByPath(
  document: Json,
  assignment: string,
  placeOf: (key: string) => readonly string[],
): void {
  const equals = assignment.indexOf("=");
  if (equals < 1) refuse(assignment);
  const given = assignment
    .slice(0, equals)
    .replace(/\[(\d+)\]/g, ".$1")
    .split(".");
  if (given.length > 16 || given.some((key) => hostile.has(key))) refuse(assignment);
  const path = given.length === 1 ? placeOf(given[0]!) : given;
  const last = path.at(-1)!;
  let place = document;
  for (const key of path.slice(0, -1)) {
    const inner = Object.hasOwn(place, key) ? place[key] : undefined;
    if (!isContainer(inner)) place[key] = {};
    place = place[key] as Json;
  }
  place[last] = parsed(assignment.slice(equals + 1), last);
}
