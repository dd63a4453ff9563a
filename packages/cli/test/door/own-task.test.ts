import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { documentOf, filesOf, isocortex, json, scratch, write } from "../isocortex.js";
import { bytesOf } from "../training.js";

const cwd = scratch();
const short = ["--hidden", "12", "--batch", "8", "--updates", "6", "--workers", "2", "-q"] as const;

/** A task in TypeScript with a module beside it, as a user far from this repository would write it. */
const task = `import { defineTask, duration, type TaskParameterTable } from "./own.ts";
import { names } from "./lib/names.js";

interface Choice { readonly side: "left" | "right" }
const params = { cueMs: duration(100) } as const satisfies TaskParameterTable;

export default defineTask({
  name: "my-task",
  title: "Say where the cue was",
  cite: [],
  params,
  dtMs: 20,
  output: "linear",
  inputs: () => [{ name: names.cue, size: 2 }],
  outputs: () => [{ name: "choice", size: 2 }],
  inputNoise: () => ({}),
  durationMs: (p) => p.cueMs + 100,
  conditions: () => ({ side: ["left", "right"] }),
  trial(p, random) {
    const { side }: Choice = { side: random() < 0.5 ? "left" : "right" };
    const value = side === "left" ? [1, 0] : [0, 1];
    return {
      epochs: [["cue", p.cueMs], ["response", 100]],
      inputs: [{ channel: "cue", during: "cue", value }],
      targets: [{ channel: "choice", during: "response", value }],
      scored: [{ during: "response" }],
      condition: { side },
    };
  },
  answer(_p, trial, response) {
    const [left, right] = response.mean("choice", "response") as [number, number];
    return { correct: left > right === (trial.condition.side === "left"), choice: left > right ? 0 : 1 };
  },
});
`;
const own = `export { defineTask, type TaskParameterTable } from "@isocortex/tasks";
export const duration = (value: number) => ({ value, unit: "ms", from: "chosen by us", range: [0, 1000] as const });
`;
write(cwd, "mine/my-task.ts", task);
write(cwd, "mine/own.ts", own);
write(cwd, "mine/lib/names.ts", 'export const names: { readonly cue: "cue" } = { cue: "cue" };\n');

describe("a task of one's own, in TypeScript, with modules beside it", () => {
  beforeAll(async () => {
    const { code, stderr } = await isocortex(["train", "--task", "mine/my-task.ts", ...short, "-o", "out"], {
      cwd,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("is trained, and copied with what it imports, its hashes in the settings", () => {
    expect(filesOf(join(cwd, "out"))).toEqual(expect.arrayContaining(["task.ts", "own.ts", "lib/names.ts"]));
    expect(bytesOf(cwd, "out/task.ts").toString()).toBe(task);
    expect(json(join(cwd, "out"), "training.json")).toMatchObject({
      task: "my-task",
      taskFile: {
        file: "task.ts",
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        imports: { "own.ts": expect.anything() },
      },
    });
  });

  it("is evaluated, with other parameters too, verified and trained again from its folder", async () => {
    const [evaluated, longer, verified, again] = await Promise.all([
      isocortex(["evaluate", "out", "--json", "-q"], { cwd }),
      isocortex(["evaluate", "out", "--json", "-q", "-s", "cueMs=300", "--trials", "64"], { cwd }),
      isocortex(["verify", "out", "-q"], { cwd }),
      isocortex(["train", "out", ...short, "-o", "again"], { cwd }),
    ]);
    expect(documentOf(evaluated)).toMatchObject({
      task: "my-task",
      trials: 512,
      byCondition: [{ condition: "side" }, {}],
    });
    expect(documentOf(longer)).toMatchObject({ trials: 64, taskParameters: { cueMs: 300 } });
    expect(verified.code).toBe(0);
    expect(again.code).toBe(0);
    expect(bytesOf(cwd, "again/weights.npz").equals(bytesOf(cwd, "out/weights.npz"))).toBe(true);
  });

  it("that was changed since is told, and not used", async () => {
    write(cwd, "again/lib/names.ts", 'export const names = { cue: "cue" };\n');
    const { code, stderr } = await isocortex(["evaluate", "again", "-q"], { cwd });
    expect(code).toBe(6);
    expect(stderr).toMatch(
      /^isocortex: again\/lib\/names.ts is not the file that the training was made with[^\n]*\n$/,
    );
  });

  it("is drawn", async () => {
    const { code, stdout } = await isocortex(["task", "show", "mine/my-task.ts"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^my-task: Say where the cue was$/m);
    expect(stdout).toMatch(/^ +\|cue +\|response$/m);
  });
});

describe("a mistake in it is told in one line, with 3", () => {
  const mistakes: readonly (readonly [what: string, file: string, text: string, wanted: RegExp])[] = [
    ["no TypeScript", "a.ts", "const x: number = ;", /a\.ts:1:19: Expression expected/],
    [
      "a module that is not there",
      "c.ts",
      'import x from "nothing";\nexport default x;',
      /Cannot find package 'nothing'/,
    ],
    [
      "an error while it loads",
      "d.mjs",
      'throw new TypeError("oh\\nno");',
      /failed to load \(TypeError: oh\)/,
    ],
    [
      "a wrong epoch",
      "g.ts",
      task.replace('during: "response", value', 'during: "respond", value'),
      /respond/,
    ],
    [
      "an error in a later trial",
      "h.ts",
      task
        .replace("answer(_p,", "answer(_p: never,")
        .replace("const [left", 'if (Math.random() >= 0) throw new RangeError("later");\n    const [left'),
      /answer of task my-task failed: RangeError: later; mend the task/,
    ],
    [
      "an answer that does not say whether it is correct",
      "n.ts",
      task.replace("correct: left > right", "right: left > right").replace("answer(_p,", "answer(_p: never,"),
      /answer of task my-task gives correct: undefined, choice: [01]; expected \{ correct: true or false, choice/,
    ],
    [
      "an import from outside its folder",
      "i.ts",
      'import "../x.ts";\nexport default 1;',
      /outside the folder of the task/,
    ],
    [
      "a package that a training would not keep",
      "j.ts",
      'import { gone } from "gone";\nexport default gone;',
      /j\.ts imports gone, which is not kept with a training/,
    ],
    [
      "what the machine has",
      "k.ts",
      'import "node:fs";\nexport default 1;',
      /k\.ts imports node:fs, which is not kept with a training/,
    ],
    [
      "a module whose name it computes",
      "l.ts",
      'const name = "own";\nexport default await import("./" + name + ".ts");',
      /l\.ts imports \.\/own\.ts, which is not kept with a training/,
    ],
  ];
  write(cwd, "x.ts", "");
  write(cwd, "mine/node_modules/gone/package.json", '{"type": "module", "exports": "./index.js"}');
  write(cwd, "mine/node_modules/gone/index.js", "export const gone = 1;");
  for (const [, file, text] of mistakes) write(cwd, `mine/${file}`, text);

  it.concurrent.each(mistakes)("%s", async (_, file, _text, wanted) => {
    const ended = await isocortex(["train", "--task", `mine/${file}`, ...short, "-o", `out-${file}`], {
      cwd,
    });
    expect(ended.stderr).toMatch(/^isocortex: [^\n]+\n$/);
    expect(ended.stderr).toMatch(wanted);
    expect(ended.code).toBe(3);
  });

  it("an error in a trial that is drawn", async () => {
    const text = task.replace(
      "const { side }",
      'if (p.cueMs === 200) throw new RangeError("no trial");\n    const { side }',
    );
    write(cwd, "mine/m.ts", text);
    const ended = await isocortex(["task", "show", "mine/m.ts", "-s", "cueMs=200"], { cwd });
    expect(ended).toMatchObject({
      code: 3,
      stdout: "",
      stderr: "isocortex: trial of task my-task failed: RangeError: no trial; mend the task.\n",
    });
  });
});
