import { InputError } from "@isocortex/core-wasm";
import type { Endpoint } from "comlink";
import { serve } from "./serve.js";

serve(self as Endpoint, navigator.userAgent, (url) =>
  Promise.reject(
    new InputError(`${url} was not loaded: a page runs no code of others; use one of the tasks.`),
  ),
);
