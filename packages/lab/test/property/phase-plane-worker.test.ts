import { afterAll, describe, expect, it } from "vitest";
import { phasePlane } from "../../src/phase-plane/phase-plane.js";
import { connect } from "../../src/platform/connect.js";
import { isCancelled } from "../../src/progress.js";
import { host } from "../in-process-host.js";

const lab = connect();
afterAll(() => lab.close());

const small = {
  ...{ isocortex: 1, model: "wilson-cowan", preset: "multistable-1972", resolution: 30 },
  ...{
    layers: ["field", "nullclines", "manifolds", "trajectories", "basins"],
    basins: { columns: 8, rows: 8 },
  },
} as const;

describe("a phase plane in a worker", () => {
  it("is the one in process, and plain JSON", async () => {
    const [there, here] = await Promise.all([lab.phasePlane(small), phasePlane(host, small)]);
    const { wallMs: _a, engine: _b, ...record } = there.record;
    expect(here.record).toMatchObject(record);
    expect(there.figures).toEqual(here.figures);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });

  it("is cancelled by signal, and by the answer of its progress callback", async () => {
    const long = { ...small, basins: { columns: 300, rows: 300 } };
    const controller = new AbortController();
    const call = lab.phasePlane(long, {
      signal: controller.signal,
      onProgress: ({ stage }) => {
        if (stage === "basins") controller.abort();
        return undefined;
      },
    });
    expect(isCancelled(await call.catch((error: unknown) => error))).toBe(true);
    const stopped = lab.phasePlane(long, { onProgress: () => "stop" });
    expect(isCancelled(await stopped.catch((error: unknown) => error))).toBe(true);
  });

  it("refuses with the path of what is wrong", async () => {
    await expect(lab.phasePlane({ ...small, x: { coordinate: "e" } })).rejects.toMatchObject({
      name: "InputError",
      path: "x.coordinate",
    });
  });
});
