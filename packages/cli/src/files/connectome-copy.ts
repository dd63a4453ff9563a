import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@isocortex/core-wasm";
import { type Connectome, importConnectome } from "@isocortex/lab";
import { readText } from "./read-bytes.js";

/** Where a user's connectome is kept. */
export const COPY = "connectome.json";

/** A user's connectome as JSON, kept beside the run so that the run can be repeated. */
export function encodeConnectome({ name, areas, fln, sln, measures }: Connectome): string {
  const n = areas.length;
  const rows = (flat: Float64Array): number[][] =>
    areas.map((_, i) => Array.from(flat.subarray(i * n, (i + 1) * n)));
  const tables = Object.entries(measures).map(([measure, values]) => [
    measure,
    Object.fromEntries(areas.flatMap((area, i) => (Number.isNaN(values[i]) ? [] : [[area, values[i]]]))),
  ]);
  const copy = { name, areas, fln: rows(fln), sln: sln && rows(sln), measures: Object.fromEntries(tables) };
  return `${JSON.stringify(copy)}\n`;
}

/** @throws InputError when the text is not such a copy */
export function decodeConnectome(text: string, path: string): Connectome {
  try {
    return importConnectome(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${path} is not a connectome (${reason}); run the experiment again.`, { path });
  }
}

/** The connectome that a run's folder keeps under the name that its experiment uses. @throws InputError when it is damaged */
export function connectomesBeside(folder: string, name: string | undefined): Record<string, Connectome> {
  const copy = join(folder, COPY);
  return name !== undefined && existsSync(copy) ? { [name]: decodeConnectome(readText(copy), copy) } : {};
}
