import {
  type Connectome,
  type ConnectomeInput,
  importConnectome,
  parseMatrixCsv,
} from "@isocortex/connectomes";
import { InputError } from "@isocortex/core-wasm";
import type { NdArray } from "../nd-array.js";
import { decodeNpy, decodeNpyTexts } from "./npy.js";
import { unzipChecked } from "./npz.js";

/** A refusal of the connectome package, as an error of the file it came from. */
function refused<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`${name}: ${error.message}`, { path: name });
  }
}

function rowsOf({ shape, data }: NdArray, n: number, what: string, name: string): Float64Array[] {
  if (shape.length !== 2 || shape.some((size) => size !== n)) {
    throw new InputError(
      `${name}: ${what} has the shape (${shape.join(", ")}); expected (${n}, ${n}), target by source.`,
      { path: name },
    );
  }
  return Array.from({ length: n }, (_, i) => Float64Array.from(data.subarray(i * n, (i + 1) * n)));
}

/**
 * A connectome from a user's .npz with arrays `fln` (n, n; row = target), `areas` (n texts), and, if there, `sln` (n, n)
 * and one (n) array per measure such as `hierarchy`.
 * @throws InputError naming the array and what is wrong with it
 */
export function connectomeFromNpz(name: string, bytes: Uint8Array): Connectome {
  const files = unzipChecked(bytes);
  const entry = (key: string): Uint8Array | undefined => files[`${key}.npy`];
  const [areasFile, flnFile, slnFile] = [entry("areas"), entry("fln"), entry("sln")];
  if (!areasFile || !flnFile) {
    const found = Object.keys(files).map((file) => file.replace(/\.npy$/, ""));
    throw new InputError(
      `${name} has the arrays ${found.join(", ") || "none"}; expected fln and areas, and sln if known.`,
      {
        path: name,
      },
    );
  }
  const areas = decodeNpyTexts(areasFile, `${name}: areas`);
  const measures = Object.entries(files)
    .filter(([file]) => !["areas.npy", "fln.npy", "sln.npy"].includes(file))
    .map(([file, body]): [string, Record<string, number>] => {
      const key = file.replace(/\.npy$/, "");
      const { data } = decodeNpy(body, `${name}: ${key}`);
      if (data.length !== areas.length) {
        throw new InputError(
          `${name}: ${key} has ${data.length} values; expected ${areas.length}, one per area.`,
          { path: name },
        );
      }
      return [key, Object.fromEntries(areas.map((area, i) => [area, data[i]!]))];
    });
  const input: ConnectomeInput = {
    name,
    areas,
    fln: rowsOf(decodeNpy(flnFile, `${name}: fln`), areas.length, "fln", name),
    sln: slnFile && rowsOf(decodeNpy(slnFile, `${name}: sln`), areas.length, "sln", name),
    measures: Object.fromEntries(measures),
  };
  return refused(name, () => importConnectome(input));
}

/** Texts of a user's CSV files: the FLN matrix, and if known the SLN matrix and a table of measures by area. */
export interface ConnectomeTexts {
  readonly fln: string;
  readonly sln?: string | undefined;
  /** First column `area`, one further column per measure. */
  readonly measures?: string | undefined;
}

function parseMeasures(text: string, name: string): Record<string, Record<string, number>> {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => line.split(",").map((cell) => cell.trim()));
  const [head = [], ...body] = rows;
  const at = head.indexOf("area");
  if (at < 0)
    throw new InputError(`${name}: the table of measures has no column "area"; name one so.`, { path: name });
  const names = head.filter((_, i) => i !== at);
  const columns = names.map((measure): [string, Record<string, number>] => {
    const column = head.indexOf(measure);
    const known = body.filter((row) => (row[column] ?? "") !== "");
    return [measure, Object.fromEntries(known.map((row) => [row[at]!, Number(row[column])]))];
  });
  return Object.fromEntries(columns);
}

/** A connectome from a user's CSV files. @throws InputError naming the file, line and column */
export function connectomeFromCsv(name: string, { fln, sln, measures }: ConnectomeTexts): Connectome {
  return refused(name, () => {
    const matrix = parseMatrixCsv(fln);
    const laminar = sln === undefined ? undefined : parseMatrixCsv(sln);
    const order = laminar && matrix.areas.map((area) => laminar.areas.indexOf(area));
    if (order?.includes(-1)) {
      throw new RangeError(
        `the SLN matrix lacks area ${matrix.areas[order.indexOf(-1)]}; both matrices must name the same areas.`,
      );
    }
    return importConnectome({
      name,
      areas: matrix.areas,
      fln: matrix.rows,
      sln: laminar && order?.map((i) => order.map((j) => laminar.rows[i]![j]!)),
      measures: measures === undefined ? undefined : parseMeasures(measures, name),
    });
  });
}
