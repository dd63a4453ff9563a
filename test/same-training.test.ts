import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Lab, type TrainingResult } from "@isocortex/lab";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { browserTest, inBrowser } from "./browser.js";
import { root } from "./sources.js";

const project = mkdtempSync(join(tmpdir(), "isocortex-training-"));
const lab = connect();

beforeAll(async () => {
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  writeFileSync(
    join(project, "index.html"),
    '<!doctype html><title>training</title><link rel="icon" href="data:,"><script type="module" src="./page.js"></script>',
  );
  writeFileSync(
    join(project, "page.js"),
    'import { connect } from "@isocortex/lab";\nglobalThis.lab = connect({ workers: 2 });\n',
  );
  await build({ root: project, base: "./", logLevel: "error", worker: { format: "es" } });
});

afterAll(() => {
  lab.close();
  rmSync(project, { recursive: true, force: true });
});

const networks = [{ hidden: 8 }, { cell: "lstm", hidden: 8 }, { hidden: 8, dale: { ratio: 0.75 } }];
const cases = networks.flatMap((network) =>
  ["f32", "f64"].map((precision) => ({
    ...{ isocortex: 1, task: "go-no-go", network, precision },
    training: { updates: 6, batch: 8, validation: { every: 6, trials: 8 } },
  })),
);

const hashes = ({ record }: Pick<TrainingResult, "record">) =>
  Object.fromEntries(Object.entries(record.arrays).map(([name, { sha256 }]) => [name, sha256]));

describe("a training in two workers of a browser", () => {
  const { page: open } = inBrowser(() => join(project, "dist"), {});

  browserTest.each(cases)(
    "of $network, $precision, has the weights of one worker in Node",
    async (training) => {
      const { page, complaints } = await open();
      await page.waitForFunction(() => "lab" in globalThis);
      const record = await page.evaluate(async (given) => {
        const { lab: there } = globalThis as typeof globalThis & { readonly lab: Lab };
        return (await there.train(given, { workers: 2 })).record;
      }, training);
      expect(record.updates).toBe(6);
      expect(record.engine).not.toMatch(/^node/);
      expect(hashes({ record })).toEqual(hashes(await lab.train(training)));
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
});
