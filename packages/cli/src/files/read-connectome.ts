import { existsSync } from "node:fs";
import { type Connectome, connectomeFromCsv, connectomeFromNpz } from "@isocortex/lab";
import { MOST_MATRIX_BYTES, readBytes, readText } from "./read-bytes.js";

/** A connectome file and, beside x.csv, x.sln.csv and x.areas.csv where they are there. */
export function readConnectome(path: string, name: string): Connectome {
  if (path.endsWith(".npz")) return connectomeFromNpz(name, readBytes(path));
  const beside = (suffix: string): string | undefined => {
    const other = path.replace(/\.csv$/, suffix);
    return existsSync(other) ? readText(other, MOST_MATRIX_BYTES) : undefined;
  };
  return connectomeFromCsv(name, {
    fln: readText(path, MOST_MATRIX_BYTES),
    sln: beside(".sln.csv"),
    measures: beside(".areas.csv"),
  });
}
