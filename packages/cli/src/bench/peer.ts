import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

type Json = Readonly<Record<string, unknown>>;

/** A process that does the same work in turns with ours. */
export interface Peer {
  readonly version: string;
  ask(request: Json): Promise<Json>;
  close(): void;
}

/** Libraries that take as many threads as they find are held to one; PyTorch is asked for its number. */
const ONE_THREAD = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
};

/** Path of a script in `peers/`. */
export const peerScript = (name: string): string =>
  fileURLToPath(new URL(`../../peers/${name}`, import.meta.url));

/** Starts a peer that answers JSON lines; undefined when the program, or what it needs, is not there. */
export async function startPeer(command: string, args: readonly string[]): Promise<Peer | undefined> {
  const child = spawn(command, args, {
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
  async function ask(request: Json): Promise<Json> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await Promise.race([lines.next(), gone]);
    if (line === undefined || line.done)
      throw new Error(`the process of ${args[0]} ended before it answered: ${complaint}`);
    return JSON.parse(line.value) as Json;
  }
  try {
    const { version } = await ask({ kind: "version" });
    return { version: String(version), ask, close: () => child.kill() };
  } catch {
    return undefined;
  }
}
