import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Rows of a reference table (values of an independent implementation; the file's first lines say how they were made). */
export function oracleTable(file: string): readonly Readonly<Record<string, string>>[] {
  const path = fileURLToPath(new URL(`fixtures/oracles/${file}`, import.meta.url));
  const [head, ...rows] = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.split(","));
  return rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]!])));
}
