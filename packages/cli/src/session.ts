import { connect, type Lab } from "@isocortex/lab";
import { exitCodes } from "./exit-codes.js";

/**
 * Workers for one command, ended with it; Ctrl-C cancels what they do, a second one ends the process at once.
 * The exit code says interrupted only where the work did not come to its end.
 */
export async function withLab<T>(
  workers: number,
  work: (lab: Lab, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let code: number = exitCodes.interrupted;
  const onSignal = (signal: NodeJS.Signals): void => {
    code = signal === "SIGTERM" ? exitCodes.terminated : exitCodes.interrupted;
    if (controller.signal.aborted) process.exit(code);
    controller.abort(Object.assign(new Error("interrupted"), { name: "Cancelled" }));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  const lab = connect({ workers });
  try {
    return await work(lab, controller.signal);
  } catch (error) {
    if (error instanceof Error && error.name === "Cancelled") process.exitCode = code;
    throw error;
  } finally {
    lab.close();
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
