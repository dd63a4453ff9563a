import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A numpy process that does the same work in turns with ours, on one thread. */
export interface Numpy {
  readonly version: string;
  ask(request: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  close(): void;
}

const ONE_THREAD = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** Starts the numpy peer; undefined when that Python, or numpy in it, is not there. */
export async function startNumpy(python: string): Promise<Numpy | undefined> {
  const script = fileURLToPath(new URL("../../peers/worker.py", import.meta.url));
  const child = spawn(python, [script], {
    env: { ...process.env, ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<undefined>((resolve) => {
    child.once("error", () => resolve(undefined));
    child.once("exit", () => resolve(undefined));
  });
  async function ask(request: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await Promise.race([lines.next(), gone]);
    if (line === undefined || line.done)
      throw new Error(`the numpy process ended before it answered: ${complaint}`);
    return JSON.parse(line.value) as Record<string, unknown>;
  }
  try {
    const { version } = await ask({ kind: "version" });
    return { version: String(version), ask, close: () => child.kill() };
  } catch {
    return undefined;
  }
}
