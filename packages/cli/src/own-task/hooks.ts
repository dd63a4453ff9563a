import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import { stripTypes } from "./strip-types.js";

/** A module of this program, from which its own packages can be found wherever a task lies. */
let home = "";

export const initialize: InitializeHook<string> = (url) => {
  home = url;
};

const isTypeScript = (url: string): boolean =>
  url.startsWith("file:") && /\.m?ts$/.test(new URL(url).pathname);

/** `./x.js` is `./x.ts` where only that is there, as TypeScript has it. */
function asTypeScript(specifier: string, parent: string | undefined): string | undefined {
  if (!/^\.{1,2}\/.*\.m?js$/.test(specifier) || !parent?.startsWith("file:")) return undefined;
  const url = new URL(specifier, parent);
  const typed = new URL(specifier.replace(/js$/, "ts"), parent);
  return !existsSync(fileURLToPath(url)) && existsSync(fileURLToPath(typed)) ? typed.href : undefined;
}

export const resolve: ResolveHook = (specifier, context, next) => {
  if (/^@isocortex\/(tasks|core-wasm)$/.test(specifier))
    return next(specifier, { ...context, parentURL: home });
  const typed = asTypeScript(specifier, context.parentURL);
  return typed === undefined ? next(specifier, context) : next(typed, context);
};

export const load: LoadHook = async (url, context, next) => {
  if (!isTypeScript(url)) return next(url, context);
  const path = fileURLToPath(url);
  return { format: "module", shortCircuit: true, source: stripTypes(await readFile(path, "utf8"), path) };
};
