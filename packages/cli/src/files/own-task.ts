import { existsSync } from "node:fs";
import { dirname, extname, join, normalize, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "@isocortex/core-wasm";
import { type Files, sha256OfBytes, type Training } from "@isocortex/lab";
import { readBytes } from "./read-bytes.js";

export type TaskFile = NonNullable<Training["taskFile"]>;
export type KeptFile = Pick<TaskFile, "file" | "sha256">;

/** A task module of the user's own, with the modules beside it that it imports. */
export interface OwnTask {
  /** Address to load it from. */
  readonly url: string;
  /** What a training keeps of it. */
  readonly taskFile: TaskFile;
  /** To be copied beside the training. */
  readonly files: Files;
}

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs"];
const MOST_BYTES = 1_000_000;
const MOST_MODULES = 200;
const IMPORTS = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

/** The address that a worker loads a module from: it strips types, finds `@isocortex/tasks`, and lets it import what is named. */
function taskUrl(path: string, imports: Iterable<string>): string {
  const loader = new URL("../own-task/module.js", import.meta.url);
  loader.searchParams.set("file", pathToFileURL(resolve(path)).href);
  for (const name of imports)
    loader.searchParams.append("module", pathToFileURL(resolve(dirname(path), name)).href);
  return loader.href;
}

function imported(path: string, specifier: string): string | undefined {
  const named = join(dirname(path), specifier);
  return [named, named.replace(/\.(m?)js$/, ".$1ts")].find((one) => existsSync(one));
}

/** Every module that one imports from its own folder, the first left out, by relative path. */
function importsOf(entry: string): Map<string, Uint8Array> {
  const base = dirname(entry);
  const found = new Map<string, Uint8Array>();
  const visit = (path: string, bytes: Uint8Array): void => {
    for (const [, specifier] of new TextDecoder().decode(bytes).matchAll(IMPORTS)) {
      const next = imported(path, specifier!);
      if (next === undefined || next === normalize(entry)) continue;
      const name = relative(base, next).replaceAll("\\", "/");
      if (name.startsWith("..") || found.size >= MOST_MODULES) {
        throw new InputError(
          `${path} imports ${specifier}, ${name.startsWith("..") ? "outside the folder of the task" : "one module too many"}; keep what it imports beside it, so that the training can be repeated.`,
          { path },
        );
      }
      if (found.has(name)) continue;
      const body = readBytes(next, MOST_BYTES);
      found.set(name, body);
      visit(next, body);
    }
  };
  visit(normalize(entry), readBytes(entry, MOST_BYTES));
  return found;
}

/** @throws InputError when it is no module, or imports from outside its folder */
export function readOwnTask(path: string): OwnTask {
  const extension = extname(path);
  if (!EXTENSIONS.includes(extension)) {
    throw new InputError(`${path} is no module; expected a file that ends in ${EXTENSIONS.join(", ")}.`, {
      code: "usage",
      path,
    });
  }
  const bytes = readBytes(path, MOST_BYTES);
  const modules = importsOf(path);
  const file = `task${extension}`;
  if (modules.has(file)) {
    throw new InputError(`${path} imports ${file}, the name that its own copy gets; rename that module.`, {
      path,
    });
  }
  const imports = Object.fromEntries([...modules].map(([name, body]) => [name, sha256OfBytes(body)]));
  return {
    url: taskUrl(path, modules.keys()),
    taskFile: { file, sha256: sha256OfBytes(bytes), ...(modules.size > 0 ? { imports } : {}) },
    files: { ...Object.fromEntries(modules), [file]: bytes },
  };
}

/** Whether settings name a file beside them, with its hash. */
export function isKept(value: unknown): value is KeptFile {
  const { file, sha256 } = (value ?? {}) as Record<string, unknown>;
  return typeof file === "string" && typeof sha256 === "string";
}

/** A file beside a training, checked. @throws InputError (code `mismatch`) when it is not the one that the training had */
export function readKept(folder: string, file: string, sha256: string): Uint8Array {
  const path = join(folder, file);
  if (relative(folder, path).startsWith("..")) {
    throw new InputError(`${file} is outside the folder of the training; expected a file beside it.`, {
      path: file,
    });
  }
  const bytes = readBytes(path);
  if (sha256OfBytes(bytes) === sha256) return bytes;
  throw new InputError(
    `${path} is not the file that the training was made with (another SHA-256); put that one back.`,
    {
      code: "mismatch",
      path,
    },
  );
}

/** The task that a training keeps beside it. @throws InputError when it has changed */
export function keptTask(folder: string, { file, sha256, imports = {} }: TaskFile): OwnTask {
  const files = Object.entries({ ...imports, [file]: sha256 }).map(([name, hash]) => [
    name,
    readKept(folder, name, hash),
  ]);
  return {
    url: taskUrl(join(folder, file), Object.keys(imports)),
    taskFile: { file, sha256, ...(Object.keys(imports).length > 0 ? { imports } : {}) },
    files: Object.fromEntries(files),
  };
}
