import { InputError } from "@isocortex/core-wasm";

const MOST_BYTES = 4 * 2 ** 30;

/** @throws InputError (code `resources`) when a run needs more memory than a run may take */
export function refuseTooLarge(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  throw new InputError(
    `the run needs ${(bytes / 2 ** 20).toFixed(0)} MiB; expected at most ${MOST_BYTES / 2 ** 20}; record less ` +
      "(fewer variables, a larger everyMs) or run fewer trials at a time.",
    { code: "resources" },
  );
}
