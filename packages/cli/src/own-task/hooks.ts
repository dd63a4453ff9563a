import { existsSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { InputError } from "@isocortex/core-wasm";
import { stripTypes } from "./strip-types.js";

/** A module of this program, from which its own packages can be found wherever a task lies. */
let home = "";

/** The modules of the task, all of which are kept with a training, by address. */
const own = new Set<string>();

/** What a task is loaded with. */
interface Loaded {
  readonly home: string;
  readonly modules: readonly string[];
}

export const initialize: InitializeHook<Loaded> = (data) => {
  home = data.home;
  for (const url of data.modules) own.add(realUrl(url));
};

/** The address that Node gives a file, links followed. */
function realUrl(url: string): string {
  const path = fileURLToPath(url);
  return pathToFileURL(existsSync(path) ? realpathSync(path) : path).href;
}

const isTypeScript = (url: string): boolean =>
  url.startsWith("file:") && /\.m?ts$/.test(new URL(url).pathname);

/** `./x.js` is `./x.ts` where only that is there, as TypeScript has it. */
function asTypeScript(specifier: string, parent: string | undefined): string | undefined {
  if (!/^\.{1,2}\/.*\.m?js$/.test(specifier) || !parent?.startsWith("file:")) return undefined;
  const url = new URL(specifier, parent);
  const typed = new URL(specifier.replace(/js$/, "ts"), parent);
  return !existsSync(fileURLToPath(url)) && existsSync(fileURLToPath(typed)) ? typed.href : undefined;
}

export const resolve: ResolveHook = async (specifier, context, next) => {
  if (/^@isocortex\/(tasks|core-wasm)$/.test(specifier))
    return next(specifier, { ...context, parentURL: home });
  const parent = context.parentURL;
  const found = await next(asTypeScript(specifier, parent) ?? specifier, context);
  if (parent === undefined || !own.has(parent) || own.has(found.url)) return found;
  throw new InputError(
    `${fileURLToPath(parent)} imports ${specifier}, which is not kept with a training; expected @isocortex/tasks, @isocortex/core-wasm or a module beside it by its path, such as "./x.js"; copy what it needs there.`,
    { path: "taskFile" },
  );
};

export const load: LoadHook = async (url, context, next) => {
  if (!isTypeScript(url)) return next(url, context);
  const path = fileURLToPath(url);
  return { format: "module", shortCircuit: true, source: stripTypes(await readFile(path, "utf8"), path) };
};
