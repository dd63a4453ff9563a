import { isCancelled } from "@isocortex/lab";

/** Resolves after a while in which nothing else was asked for; rejects as cancelled when something was. */
export function settled(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(cancelled());
    });
  });
}

function cancelled(): Error {
  const error = Object.assign(new Error("cancelled"), { name: "Cancelled" });
  if (!isCancelled(error)) throw new Error("a cancel is no longer told by its name.");
  return error;
}

/** @throws Cancelled where the signal says so, as after work that ends of itself when it is cancelled */
export function throwIfCancelled({ aborted }: AbortSignal): void {
  if (aborted) throw cancelled();
}
