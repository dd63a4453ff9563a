import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/platform/connect.js";
import { minutes, short, spawnedWorkers } from "../spawned.js";

const spawned = spawnedWorkers();

/** A call that keeps a worker busy, once it is known to be under way. */
async function underWay(lab: ReturnType<typeof connect>): Promise<{ readonly settled: Promise<unknown> }> {
  let reported: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    reported = resolve;
  });
  const settled = lab
    .run(minutes, {
      onProgress() {
        reported();
        return undefined;
      },
    })
    .catch((error: unknown) => error);
  await first;
  return { settled };
}

describe("a worker that dies in the middle", () => {
  it("rejects its caller with the reason, and the next call has a new worker", async () => {
    const lab = connect();
    const { settled: call } = await underWay(lab);
    await spawned.at(-1)!.terminate();
    expect(await call).toMatchObject({ message: "the worker died: it exited with code 1; run it again." });
    const before = spawned.length;
    expect((await lab.run(short)).record.areas).toEqual(["circuit"]);
    expect(spawned.length).toBe(before + 1);
    lab.close();
  });

  it("hands its place to one that waits: as many workers as asked for, never more", async () => {
    const lab = connect({ workers: 1 });
    const before = spawned.length;
    const { settled: call } = await underWay(lab);
    const waiting = [1, 2, 3].map((seed) => lab.run({ ...short, seed }));
    const doomed = spawned.at(-1)!;
    // An uncaught error ends the thread as well: the pool hears of the error and of the end.
    doomed.emit("error", new Error("out of memory"));
    await doomed.terminate();
    expect(await call).toMatchObject({ message: "the worker died: out of memory; run it again." });
    expect(await Promise.all(waiting)).toHaveLength(3);
    expect(spawned.length).toBe(before + 2);
    lab.close();
  });

  it("is replaced for a call that waits for two", async () => {
    const lab = connect({ workers: 2 });
    const { settled: doomed } = await underWay(lab);
    const victim = spawned.at(-1)!;
    const training = lab.train(
      {
        ...{ isocortex: 1, task: "go-no-go", network: { hidden: 8 } },
        training: { updates: 4, batch: 8 },
      },
      { workers: 2 },
    );
    await victim.terminate();
    expect(await doomed).toBeInstanceOf(Error);
    expect((await training).arrays.W_rec!.shape).toEqual([8, 8]);
    lab.close();
  });

  it("leaves the calls of other workers alone", async () => {
    const lab = connect({ workers: 2 });
    const { settled: doomed } = await underWay(lab);
    const victim = spawned.at(-1)!;
    const other = lab.run({ ...short, durationMs: 2000 });
    await victim.terminate();
    expect(await doomed).toBeInstanceOf(Error);
    expect((await other).record.areas).toEqual(["circuit"]);
    lab.close();
  });
});

describe("closing", () => {
  it("rejects what is under way, what waits and what comes later", async () => {
    const lab = connect();
    const { settled: call } = await underWay(lab);
    const waiting = [1, 2].map((seed) => lab.run({ ...short, seed }).catch((error: unknown) => error));
    lab.close();
    for (const settled of [call, ...waiting])
      expect(await settled).toMatchObject({ message: "the lab was closed." });
    await expect(lab.plan(short)).rejects.toThrow("the lab is closed.");
    lab.close();
  });

  /** What a process of its own prints, once nothing keeps it alive. */
  function alone(body: string, ...flags: readonly string[]): string {
    const constants = `const short = ${JSON.stringify(short)}, minutes = ${JSON.stringify(minutes)};`;
    const text = `import("@isocortex/lab").then(async ({ connect }) => { ${constants} ${body} });`;
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, "-e", text], {
      ...{ encoding: "utf8", timeout: 20_000 },
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout.trim();
  }

  it.each([
    ["a lab that did nothing", "connect().close(); console.log('closed');", "closed"],
    [
      "a lab after a run",
      "const lab = connect(); console.log((await lab.run(short)).record.areas[0]); lab.close();",
      "circuit",
    ],
    [
      "a lab while two runs are under way and one waits",
      "const lab = connect({ workers: 2 }); const calls = [1, 2, 3].map(() => lab.run(minutes)); " +
        "setTimeout(() => lab.close(), 300); " +
        "for (const { reason } of await Promise.allSettled(calls)) console.log(reason.message);",
      "the lab was closed.\nthe lab was closed.\nthe lab was closed.",
    ],
    [
      "a lab after a cancel",
      "const lab = connect(); const c = new AbortController(); setTimeout(() => c.abort(), 300); " +
        "await lab.run(minutes, { signal: c.signal }).catch((e) => console.log(e.name)); lab.close();",
      "Cancelled",
    ],
  ])("%s leaves nothing that keeps the process alive", (_, body, printed) => {
    const start = performance.now();
    expect(alone(body)).toBe(printed);
    // Node and a worker start within seconds on a busy machine; a handle left over would last to the limit of 20 s.
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it("works from a script given as text to node, whose flags a thread does not take", () => {
    const body = "const lab = connect(); console.log((await lab.plan(short)).steps); lab.close();";
    expect(alone(body, "--input-type=module")).toBe("250");
  });
});
