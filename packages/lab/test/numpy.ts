import { spawnSync } from "node:child_process";

/** Whether the machine has a python3 with numpy. */
export const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

/** Runs a Python script with arguments; what it printed. @throws with what it complained about */
export function python(script: string, ...given: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", script, ...given], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
