import { describe, expect, it } from "vitest";
import { parseRunFolder, runFolder } from "../../src/io/run-folder.js";
import { planRun, run } from "../../src/run.js";
import { host } from "../in-process-host.js";
import { refusal } from "../refusal.js";

const experiment = { isocortex: 1, model: "excitatory-inhibitory", durationMs: 20 };

describe("before anything is simulated", () => {
  it.each([
    [
      "an analysis that is not there",
      [{ name: "persistense" }],
      /no analysis "persistense"; did you mean "persistence"\?/,
    ],
    [
      "an option that it does not have",
      [{ name: "persistence", delay: 1 }],
      /analysis persistence has no option "delay"/,
    ],
    [
      "an option of another type",
      [{ name: "persistence", thresholdHz: "5" }],
      /analyses\[0\].thresholdHz is "5"; expected a number such as 5/,
    ],
  ])("%s is refused, by the plan too", async (_, analyses, wanted) => {
    expect(refusal(() => planRun({ ...experiment, analyses })).message).toMatch(wanted);
    const stages: string[] = [];
    const watched = { ...host, onProgress: ({ stage }: { stage: string }) => void stages.push(stage) };
    await expect(run(watched, { ...experiment, analyses })).rejects.toThrow(wanted);
    expect(stages).toEqual([]);
  });

  it("a connectome for a model without anatomy is refused", () => {
    const { message } = refusal(() => planRun({ ...experiment, connectome: "macaque-29" }));
    expect(message).toBe(
      'connectome is "macaque-29", but excitatory-inhibitory has no anatomy to take from one; leave it out.',
    );
  });
});

it("a run whose experiment was changed differs from its hash, whatever its arrays", async () => {
  const files = runFolder(await run(host, experiment));
  const changed = (files["run.json"] as string).replace('"durationMs": 20', '"durationMs": 21');
  const { code, message } = refusal(() => parseRunFolder(changed, files["result.npz"] as Uint8Array));
  expect(code).toBe("mismatch");
  expect(message).toMatch(/^the experiment in run.json differs from its experimentSha256/);
});
