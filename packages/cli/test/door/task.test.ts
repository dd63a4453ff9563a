import { tasks } from "@isocortex/lab";
import { describe, expect, it } from "vitest";
import { documentOf, isocortex, scratch, widest } from "../isocortex.js";
import { bytesOf } from "../training.js";

const cwd = scratch();
const ask = (...args: string[]) => isocortex(args, { cwd });

describe("task", () => {
  it("list names every task, as list does", async () => {
    const [own, all] = await Promise.all([ask("task", "list", "--json"), ask("list", "tasks", "--json")]);
    const names = [...tasks.keys()];
    for (const ended of [own, all])
      expect((documentOf(ended) as { tasks: { name: string }[] }).tasks.map(({ name }) => name)).toEqual(
        names,
      );
  });

  it("show draws a trial within 80 columns: epochs, inputs, targets, and every parameter with unit and source", async () => {
    const { code, stdout } = await ask("task", "show", "odr", "-s", "delayMaxMs=2000", "--seed", "4");
    expect(code).toBe(0);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/^delayMaxMs +2000 +ms +0\.\.60000 +chosen by us/m);
    expect(stdout).toMatch(/^ +\|fixat\w* *\|cue +\|delay/m);
    expect(stdout).toMatch(/^input ring 1-4 /m);
    expect(stdout).toMatch(/^target fixation +█+/m);
    expect(stdout).toMatch(/^ +0 +\d+ ms$/m);
  });

  it("shows examples that work", async () => {
    const { stdout } = await ask("task", "--help");
    const example = /isocortex (task show odr .*)/.exec(stdout)![1]!.split(" ");
    expect(await ask(...example, "-q")).toMatchObject({ code: 0, stderr: "" });
  });

  it("show draws the same figure for the same seed, as SVG with its epochs named", async () => {
    await Promise.all(
      ["a", "b"].map((name) => ask("task", "show", "go-no-go", "--svg", `${name}.svg`, "-q")),
    );
    const svg = bytesOf(cwd, "a.svg").toString();
    expect(svg).toBe(bytesOf(cwd, "b.svg").toString());
    for (const text of ["input fixation", "target go", "delay", "Time (ms)"]) expect(svg).toContain(text);
    expect(await ask("task", "show", "go-no-go", "--svg", "a.svg")).toMatchObject({ code: 2 });
  });

  it("show tells it as a document, and show and cite know tasks and the format of trainings", async () => {
    const [drawn, shown, schema, cited] = await Promise.all([
      ask("task", "show", "n-back", "--json"),
      ask("show", "n-back"),
      ask("show", "training", "--json"),
      ask("cite", "n-back"),
    ]);
    expect(documentOf(drawn)).toMatchObject({
      kind: "task",
      name: "n-back",
      trial: { condition: expect.anything() },
    });
    expect(shown.stdout).toMatch(/^n-back: /);
    expect(widest(shown.stdout)).toBeLessThanOrEqual(80);
    expect(documentOf(schema)).toMatchObject({ type: "object", properties: { network: expect.anything() } });
    expect(cited.stdout).toContain("@article{kirchner1958");
  });
});
