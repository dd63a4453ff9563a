import { InputError } from "@isocortex/core-wasm";
import type { Endpoint } from "comlink";
import { config } from "zod";
import { serve } from "./serve.js";

// Pages forbid code made of text; zod would try.
config({ jitless: true });
serve(self as Endpoint, navigator.userAgent, (url) =>
  Promise.reject(
    new InputError(`${url} was not loaded: a page runs no code of others; use one of the tasks.`),
  ),
);
