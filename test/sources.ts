import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");
export const packageNames = readdirSync(join(root, "packages"));

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export const manifestOf = (name: string): Manifest =>
  JSON.parse(read(`packages/${name}/package.json`)) as Manifest;

/** A source file by its path from the root, with what it imports. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Paths from the root of the files it imports, and names of the packages. */
  readonly imports: readonly string[];
}

function importsOf(path: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name]) => name!);
  return found.map((name) =>
    name.startsWith(".") ? relative(root, resolve(root, dirname(path), name.replace(/\.js$/, ".ts"))) : name,
  );
}

/** Every TypeScript source of a package, generated ones left out. */
export function sourcesOf(name: string): Source[] {
  const folder = join(root, "packages", name, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("generated"))
    .map((file) => {
      const path = relative(root, join(folder, file));
      const text = read(path);
      return { path, text, imports: importsOf(path, text) };
    });
}
