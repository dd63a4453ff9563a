import { type Connectome, connectome, connectomeNames } from "@isocortex/connectomes";
import { InputError } from "@isocortex/core-wasm";
import { didYouMean } from "./io/did-you-mean.js";

/** Connectomes that came with a call, by the name an experiment uses for them. */
export type Attachments = Readonly<Record<string, Connectome>>;

/** @throws InputError when the name is neither packaged nor attached */
export function findConnectome(name: string, attached: Attachments = {}): Connectome {
  if (Object.hasOwn(attached, name)) return attached[name]!;
  if (connectomeNames.includes(name)) return connectome(name);
  const known = [...connectomeNames, ...Object.keys(attached)];
  throw new InputError(`there is no connectome "${name}"; ${didYouMean(name, known)}`, {
    path: "connectome",
  });
}
