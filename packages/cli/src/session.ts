import { connect, type Lab } from "@isocortex/lab";
import { exitCodes } from "./exit-codes.js";

/** Workers for one command, ended with it; Ctrl-C cancels what they do, a second one ends the process at once. */
export async function withLab<T>(
  workers: number,
  work: (lab: Lab, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    const code = signal === "SIGTERM" ? exitCodes.terminated : exitCodes.interrupted;
    if (controller.signal.aborted) process.exit(code);
    process.exitCode = code;
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  const lab = connect({ workers });
  try {
    return await work(lab, controller.signal);
  } finally {
    lab.close();
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
