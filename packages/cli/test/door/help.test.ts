import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isocortex, scratch, widest } from "../isocortex.js";

const cwd = scratch();
const commands = [
  ...[
    "run",
    "bifurcate",
    "phase-plane",
    "reproduce",
    "train",
    "resume",
    "evaluate",
    "analyse",
    "export",
    "import",
    "verify",
  ],
  ...["list", "show", "task show", "task list", "cite", "bench"],
];
/** Ways to ask for help. */
const askings = (name: string): string[][] => {
  const [command, sub] = name.split(" ") as [string, string?];
  return sub
    ? [
        [command, sub, "--help"],
        [command, "help", sub],
      ]
    : [
        [command, "--help"],
        ["help", command],
      ];
};

describe("help", () => {
  it("is concise without arguments, with examples first to try", async () => {
    const { code, stdout, stderr } = await isocortex([], { cwd });
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout.split("\n").length).toBeLessThan(40);
    expect(stdout).toMatch(/Examples:\n {2}isocortex reproduce/);
    for (const name of commands.map((one) => one.split(" ")[0]))
      expect(stdout).toMatch(new RegExp(`^ {2}${name} `, "m"));
  });

  it("is the same by --help, -h and help, within 80 columns", async () => {
    const texts = await Promise.all(
      [["--help"], ["-h"], ["help"], []].map((args) => isocortex(args, { cwd })),
    );
    expect(new Set(texts.map(({ stdout }) => stdout)).size).toBe(1);
    expect(widest(texts[0]!.stdout)).toBeLessThanOrEqual(80);
  });

  it.concurrent.each(commands)(
    "of %s names its options, within 80 columns, by --help and by help",
    async (name) => {
      const [after, before] = await Promise.all([...askings(name).map((args) => isocortex(args, { cwd }))]);
      expect(after!.code).toBe(0);
      expect(after!.stdout).toBe(before!.stdout);
      expect(after!.stdout).toMatch(new RegExp(`^Usage: isocortex ${name} `));
      for (const option of ["--json", "-q, --quiet", "-h, --help"]) expect(after!.stdout).toContain(option);
      expect(widest(after!.stdout)).toBeLessThanOrEqual(80);
    },
  );

  it.concurrent.each([
    "run",
    "bifurcate",
    "phase-plane",
    "reproduce",
    "train",
    "evaluate",
    "analyse",
    "export",
    "import",
    "bench",
  ])("of %s shows examples", async (name) => {
    const { stdout } = await isocortex(["help", name], { cwd });
    expect(stdout.split("Examples:")[1]).toContain(`isocortex ${name}`);
  });

  it("does not carry out a command beside --help", async () => {
    const { code, stdout } = await isocortex(["run", "nothing.json", "--help"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: isocortex run/);
  });

  it("--version is that of the package", async () => {
    const manifest = new URL("../../package.json", import.meta.url);
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    const answers = await Promise.all(["--version", "-V"].map((flag) => isocortex([flag], { cwd })));
    for (const { code, stdout, stderr } of answers)
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});
