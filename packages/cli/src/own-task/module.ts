import { register } from "node:module";
import { InputError, isInputError } from "@isocortex/core-wasm";

// Loaded by a worker with ?file=<address>: its default export is that of the user's module, which may import those of
// &module=<address>.

const { searchParams } = new URL(import.meta.url);
const address = searchParams.get("file") ?? "";

function refuse(error: unknown): never {
  if (isInputError(error)) throw error;
  const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  throw new InputError(`the task's module failed to load (${told.split("\n")[0]}); mend it.`, {
    path: "taskFile",
  });
}

register("./hooks.js", {
  parentURL: import.meta.url,
  data: { home: import.meta.resolve("@isocortex/lab"), modules: [address, ...searchParams.getAll("module")] },
});
const module = (await import(address).catch(refuse)) as { readonly default?: unknown };

export default module.default;
