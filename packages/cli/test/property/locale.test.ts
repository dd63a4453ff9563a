import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isocortex, json, scratch, write } from "../isocortex.js";

const experiment = { isocortex: 1, model: "chaudhuri-2015", durationMs: 10, noise: true, name: "Iı" };

it("time zone and language change neither bytes nor texts of a run", async () => {
  const cwd = scratch();
  write(cwd, "x.json", JSON.stringify(experiment));
  const places = {
    plain: { TZ: "UTC", LANG: "C" },
    kiritimati: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    johns: { TZ: "America/St_Johns", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" },
  };
  const texts = await Promise.all(
    Object.entries(places).map(async ([name, env]) => {
      const { code, stdout } = await isocortex(["run", "x.json", "-o", name], { cwd, env });
      expect(code).toBe(0);
      const { wallMs: _, ...record } = json(join(cwd, name), "run.json");
      const bytes = readFileSync(join(cwd, name, "result.npz")).toString("hex");
      const figure = readFileSync(join(cwd, name, "figures/rE.svg"), "utf8");
      return JSON.stringify({ record, bytes, figure, stdout: stdout.replaceAll(name, "") });
    }),
  );
  expect(texts[0]!.length).toBeGreaterThan(10_000);
  expect(new Set(texts).size).toBe(1);
});
