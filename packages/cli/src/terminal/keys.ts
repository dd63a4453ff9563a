import { readFileSync } from "node:fs";

/** Whether this process may read the terminal: one in the background would be stopped for it. */
function inForeground(): boolean {
  if (process.platform !== "linux") return true;
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    const [, , , group, , , foreground] = stat.slice(stat.lastIndexOf(")")).split(" ");
    return group === foreground;
  } catch {
    return false;
  }
}

/** Whether keys can be read as they are pressed. */
export const canReadKeys = (): boolean =>
  process.stdin.isTTY === true &&
  process.stderr.isTTY === true &&
  process.env.TERM !== "dumb" &&
  inForeground();

const signals: Readonly<Record<string, NodeJS.Signals>> = {
  "\u0003": "SIGINT",
  "\u001a": "SIGTSTP",
  "\u001c": "SIGQUIT",
};

/** Calls back for each key until the answer is called; the keys that are signals stay so. */
export function readKeys(onKey: (key: string) => void): () => void {
  const { stdin } = process;
  const raw = (): void => {
    stdin.setRawMode(true);
  };
  const onData = (keys: Buffer): void => {
    for (const key of keys.toString("latin1")) {
      const signal = signals[key];
      if (signal === undefined) onKey(key);
      else {
        if (signal !== "SIGINT") stdin.setRawMode(false);
        process.kill(process.pid, signal);
      }
    }
  };
  raw();
  stdin.on("data", onData).resume();
  process.on("SIGCONT", raw);
  return () => {
    process.off("SIGCONT", raw);
    stdin.off("data", onData).pause();
    stdin.setRawMode(false);
  };
}
