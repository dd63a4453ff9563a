import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeNpz, decodeSafetensors, encodeNpz } from "@isocortex/lab";
import { beforeAll, describe, expect, it } from "vitest";
import { documentOf, isocortex, json, scratch } from "../isocortex.js";
import { bytesOf, trainTiny } from "../training.js";

const cwd = scratch();
const state = ["--convention", "state", "--noise", "0"] as const;
const ask = (...args: string[]) => isocortex([...args, "-q"], { cwd });
const python = (code: string) => spawnSync("python3", ["-c", code], { cwd, encoding: "utf8" });
const hasNumpy = python("import numpy").status === 0;

beforeAll(async () => {
  const masked = ["-s", "network.autapses=false", "--dale", "0.75"];
  expect((await trainTiny(cwd, "dale", ...state, ...masked)).code).toBe(0);
  expect((await ask("export", "dale", "--out", "dale.npz")).code).toBe(0);
});

describe("export", () => {
  it("gives effective weights by PsychRNN's names, [post][pre], with Dale's signs and masks", () => {
    const arrays = decodeNpz(bytesOf(cwd, "dale.npz"));
    expect(Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))).toEqual({
      W_in: [12, 3],
      W_rec: [12, 12],
      W_out: [1, 12],
      b_rec: [12],
      b_out: [1],
      init_state: [1, 12],
      Dale_rec: [12, 12],
      Dale_out: [12, 12],
      input_connectivity: [12, 3],
      rec_connectivity: [12, 12],
      output_connectivity: [1, 12],
      dale_ratio: [],
    });
    const { W_rec, rec_connectivity: mask, Dale_rec: dale } = arrays;
    W_rec!.data.forEach((weight, at) => {
      const [post, pre] = [Math.floor(at / 12), at % 12];
      expect(mask!.data[at]).toBe(post === pre ? 0 : 1);
      expect(weight * (pre < 9 ? 1 : -1)).toBeGreaterThanOrEqual(0);
      if (post === pre) expect(dale!.data[at]).toBe(pre < 9 ? 1 : -1);
    });
  });

  it.skipIf(!hasNumpy)(
    "numpy reads it without pickles, and PsychRNN's forward pass by it keeps to Dale's law",
    () => {
      const code = `
import numpy as np
d = dict(np.load("dale.npz", allow_pickle=False))
W = np.abs(d["W_rec"] * d["rec_connectivity"]) @ d["Dale_rec"]
assert np.array_equal(W, d["W_rec"]), "effective W_rec"
assert np.array_equal(np.abs(d["W_out"] * d["output_connectivity"]) @ d["Dale_out"], d["W_out"]), "effective W_out"
assert int(d["dale_ratio"].item() * 12) == 9
assert d["W_rec"].dtype == np.float32 and d["W_rec"].flags.c_contiguous
print(d["init_state"].size)`;
      const { stdout, stderr } = python(code);
      expect(stderr).toBe("");
      expect(stdout.trim()).toBe("12");
    },
  );

  it("writes safetensors by the file's name, says so with --json, and never over a file", async () => {
    const written = await ask("export", "dale", "-o", "dale.safetensors", "--json");
    expect(documentOf(written)).toMatchObject({ format: "safetensors", arrays: { W_rec: [12, 12] } });
    const { arrays } = decodeSafetensors(bytesOf(cwd, "dale.safetensors"));
    expect(arrays.W_rec).toEqual(decodeNpz(bytesOf(cwd, "dale/weights.npz")).W_rec);
    const again = await ask("export", "dale", "-o", "dale.npz");
    expect(again).toMatchObject({ code: 2, stderr: expect.stringMatching(/dale.npz is there already/) });
  });
});

describe("import", () => {
  it("of an export gives a folder with the same network, score and export, to be trained on", async () => {
    const imported = await ask("import", "dale.npz", "--task", "go-no-go", "-o", "back", "--json");
    expect(documentOf(imported)).toMatchObject({
      ending: "imported",
      score: json(join(cwd, "dale"), "run.json").score,
    });
    expect(json(join(cwd, "back"), "training.json")).toMatchObject({
      network: { convention: "state", hidden: 12, dale: { ratio: 0.75, excitatoryOutput: true } },
    });
    const [exported, trained, evaluated, verified] = await Promise.all([
      ask("export", "back", "-o", "again.npz"),
      ask("train", "--from", "back", "--updates", "3", "--batch", "8", "-o", "on"),
      ask("evaluate", "back", "--trials", "16", "--json"),
      ask("verify", "back"),
    ]);
    expect([exported, trained, evaluated].map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(bytesOf(cwd, "again.npz").equals(bytesOf(cwd, "dale.npz"))).toBe(true);
    expect(verified).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/back was imported: there is no training to repeat/),
    });
  });

  it.skipIf(!hasNumpy)(
    "of what PsychRNN saves leaves pickles and the optimiser's memory out, and says so",
    async () => {
      const code = `
import numpy as np
class Relu:
    def __reduce__(self):
        import os
        return (os.system, ("touch unpickled",))
rng = np.random.default_rng(1)
f = lambda *s: rng.normal(size=s).astype(np.float32)
np.savez("psychrnn.npz", W_in=f(8, 3), W_rec=f(8, 8) * (1 - np.eye(8)), W_out=f(1, 8), b_rec=f(8), b_out=f(1), init_state=f(1, 8),
  Dale_rec=np.eye(8, dtype=np.float32), Dale_out=np.eye(8, dtype=np.float32), dale_ratio=None,
  transfer_function=np.array(Relu(), dtype=object), input_connectivity=np.ones((8, 3)), rec_connectivity=1 - np.eye(8),
  output_connectivity=np.ones((1, 8)), **{"W_rec/Adam": f(8, 8), "W_rec/Adam_1": f(8, 8)})`;
      expect(python(code).stderr).toBe("");
      const { code: ended, stderr } = await isocortex(
        ["import", "psychrnn.npz", "--task", "go-no-go", "-o", "psychrnn"],
        { cwd },
      );
      expect(ended).toBe(0);
      expect(stderr).toMatch(
        /warning: transfer_function is a pickled Python object, which is never unpickled; left out/,
      );
      expect(stderr).toMatch(/warning: dale_ratio is a pickled/);
      expect(stderr).toMatch(/left out the optimiser's memory: W_rec\/Adam, W_rec\/Adam_1/);
      expect(spawnSync("ls", [join(cwd, "unpickled")]).status).not.toBe(0);
      const training = json(join(cwd, "psychrnn"), "training.json") as {
        network: { masks: { recurrent: number[][] } };
      };
      expect(training.network.masks.recurrent[2]).toEqual([1, 1, 0, 1, 1, 1, 1, 1]);
      expect(training.network).not.toHaveProperty("dale");
      const broken = await isocortex(
        ["import", "psychrnn.npz", "--task", "go-no-go", "--dale", "0.5", "-o", "refused"],
        { cwd },
      );
      expect(broken.code).toBe(3);
      expect(broken.stderr).toMatch(/weight W_\w+ is .*, which Dale's law or the masks of this network make/);
      expect(stderr).toMatch(/note: the convention is not in the file; taken as "state"/);
    },
  );

  const vector = (n: number) => ({ shape: [n], data: new Float32Array(n) });
  const matrix = (rows: number, columns: number) => ({
    shape: [rows, columns],
    data: new Float32Array(rows * columns),
  });
  const whole = {
    W_in: matrix(4, 3),
    W_rec: matrix(4, 4),
    W_out: matrix(1, 4),
    b_rec: vector(4),
    b_out: vector(1),
    init_state: matrix(1, 4),
  };
  const hostile: readonly (readonly [what: string, file: string, bytes: Uint8Array, wanted: RegExp])[] = [
    ["no archive", "a.npz", new Uint8Array(100), /is not a whole .npz archive/],
    [
      "another task's inputs",
      "e.npz",
      encodeNpz({ ...whole, W_in: matrix(4, 5) }),
      /weight W_in is \(4, 5\); this network takes \(4, 3\)/,
    ],
    [
      "a header that lies",
      "f.safetensors",
      Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 123),
      /its header claims \d+ bytes/,
    ],
  ];
  for (const [, file, bytes] of hostile) writeFileSync(join(cwd, file), bytes);

  it.concurrent.each(hostile)("refuses %s in one line, with 3", async (_what, file, _bytes, wanted) => {
    const ended = await ask("import", file, "--task", "go-no-go", "-o", `from-${file}`);
    expect(ended.stderr).toMatch(/^isocortex: [^\n]+\n$/);
    expect(ended.stderr).toMatch(wanted);
    expect(ended.code).toBe(3);
  });
});

it("train --from weights that break the constraints of the new network is refused with 3, naming the weight", async () => {
  expect((await trainTiny(cwd, "free")).code).toBe(0);
  const changes = [
    ["--dale", "0.75"],
    ["-s", "network.autapses=false"],
  ];
  for (const [i, change] of changes.entries()) {
    const ended = await ask("train", "--from", "free", ...change, "--updates", "2", "-o", `broken-${i}`);
    expect(ended).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^isocortex: weight W_\w+ is -?[\d.e-]+ at \[\d+\]\[\d+\], which Dale's law or the masks of this network make -?[\d.e-]+; [^\n]+\n$/,
      ),
    });
  }
});

describe("a gated network", () => {
  it.each(["lstm", "gru", "leaky-gru"])(
    "%s comes back from its exports with all its weights",
    async (cell) => {
      const trained = ["--cell", cell, "--hidden", "6", "--batch", "8", "--updates", "4", "--workers", "1"];
      expect((await ask("train", "go-no-go", ...trained, "-o", cell)).code).toBe(0);
      for (const format of ["npz", "safetensors"]) {
        const [file, folder] = [`${cell}.${format}`, `${cell}-${format}`];
        expect((await ask("export", cell, "--out", file)).code).toBe(0);
        const { code, stderr } = await isocortex(["import", file, "--task", "go-no-go", "-o", folder], {
          cwd,
        });
        expect(code).toBe(0);
        expect(stderr).not.toMatch(/activation|convention/);
        const [had, got] = [cell, folder].map((name) => json(join(cwd, name), "run.json"));
        expect(got!.arrays).toEqual(had!.arrays);
        expect(got!.score).toMatchObject({ accuracy: (had!.score as { accuracy: number }).accuracy });
      }
    },
  );

  it("with a weight of another shape is refused", async () => {
    const arrays = decodeNpz(bytesOf(cwd, "lstm.npz"));
    const b_f = { shape: [5], data: new Float32Array(5) };
    writeFileSync(join(cwd, "torn.npz"), encodeNpz({ ...arrays, b_f }));
    expect(await ask("import", "torn.npz", "--task", "go-no-go", "-o", "torn")).toMatchObject({
      code: 3,
      stderr: "isocortex: b_f is (5); expected (1, 6), [post][pre].\n",
    });
  });
});
