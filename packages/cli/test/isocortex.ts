import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const bin = fileURLToPath(new URL("../bin/isocortex.js", import.meta.url));

/** What a process left: exit code, or the signal that ended it, and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once standard error holds the text. */
  said(text: string | RegExp): Promise<void>;
}

export interface SpawnOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
}

/** An environment without what the test runner and its machine say of colours, terminals and languages. */
const bare = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", TMPDIR: tmpdir() };

/** Starts any command in a clean environment. */
export function start(command: string, args: readonly string[], options: SpawnOptions): Started {
  const { cwd, env = {}, input } = options;
  const child = spawn(command, args, { cwd, env: { ...bare, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (part: string) => {
      texts[name] += part;
    });
  }
  child.stdin.on("error", () => undefined);
  if (input !== undefined) child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...texts }));
  });
  return {
    child,
    ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (texts.stderr.search(text) >= 0) resolve();
        };
        child.stderr.on("data", look);
        ended.then(() => reject(new Error(`ended without saying ${text}:\n${texts.stderr}`)), reject);
        look();
      }),
  };
}

export const startIsocortex = (args: readonly string[], options: SpawnOptions): Started =>
  start(process.execPath, [bin, ...args], options);

/** `isocortex ...args`, to its end. */
export const isocortex = (args: readonly string[], options: SpawnOptions): Promise<Ended> =>
  startIsocortex(args, { input: "", ...options }).ended;

/** A shell script in which `isocortex` is the command. */
export const shell = (script: string, options: SpawnOptions): Promise<Ended> =>
  start("bash", ["-c", `isocortex() { '${process.execPath}' '${bin}' "$@"; }\n${script}`], {
    input: "",
    ...options,
  }).ended;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder, taken away after the tests of the file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "isocortex-test-"));
  folders.push(folder);
  return folder;
}

export function write(folder: string, path: string, body: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), body);
}

/** Every file under a folder, by relative path, sorted. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

export const json = (folder: string, path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, path), "utf8"));

/** The one JSON document on standard output; what is more than one throws. */
export const documentOf = ({ stdout }: Ended): unknown => JSON.parse(stdout);

export const widest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));

/** An experiment that takes no time to speak of; without noise it would stay at rest, whatever is changed. */
export const short = { isocortex: 1, model: "excitatory-inhibitory", durationMs: 20, noise: true } as const;
/** Arguments for the same from the command line. */
export const shortRun = ["run", "excitatory-inhibitory", "-s", "durationMs=20", "-s", "noise=true"] as const;
