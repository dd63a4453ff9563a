import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { connectomeFromNpz } from "../../src/io/connectome-file.js";
import { decodeNpyTexts } from "../../src/io/npy.js";
import { decodeNpz, encodeNpz, unzipChecked } from "../../src/io/npz.js";
import { hasNumpy, python } from "../numpy.js";

const folder = mkdtempSync(join(tmpdir(), "isocortex-npz-"));
const file = join(folder, "arrays.npz");
afterAll(() => rmSync(folder, { recursive: true }));

const suffix = hasNumpy ? "" : " (skipped: no python3 with numpy here)";

/** Bytes of an archive that a Python expression saves, `np` being numpy. */
function saved(save: string): Uint8Array {
  python(`import numpy as np, sys; f = sys.argv[1]; ${save}`, file);
  return new Uint8Array(readFileSync(file));
}

describe.skipIf(!hasNumpy)(`.npz and numpy${suffix}`, () => {
  it("numpy.load reads our files without pickles: names, types, shapes and every bit", () => {
    const arrays = {
      rE: { shape: [2, 3], data: Float64Array.of(0.1, -0, Number.NaN, 1e300, 5e-324, -7) },
      "rE.timeMs": { shape: [3], data: Float32Array.of(0.1, 2.5, -1) },
      "9/46d": { shape: [2, 1, 2], data: Int32Array.of(-1, 2, 3, 2147483647) },
      empty: { shape: [0, 4], data: new Float64Array(0) },
    };
    writeFileSync(file, encodeNpz(arrays));
    const script = [
      "import numpy as np, sys, json, zipfile",
      "assert zipfile.ZipFile(sys.argv[1]).testzip() is None",
      "z = np.load(sys.argv[1], allow_pickle=False)",
      "print(json.dumps({k: [z[k].dtype.str, list(z[k].shape), z[k].tobytes().hex()] for k in z.files}))",
    ].join("\n");
    const expected = Object.entries(arrays).map(([name, { shape, data }]) => {
      const type = data instanceof Float64Array ? "<f8" : data instanceof Float32Array ? "<f4" : "<i4";
      return [name, [type, shape, Buffer.from(data.buffer).toString("hex")]];
    });
    expect(JSON.parse(python(script, file))).toEqual(Object.fromEntries(expected));
  });

  it.each(["savez", "savez_compressed"])("we read what numpy.%s writes: f8, f4, i4, i8 and bool", (save) => {
    const bytes = saved(
      `np.${save}(f, f8=np.array([[0.1, 2], [3, -4]]), f4=np.float32([0.1, -2]), i4=np.int32([[1], [-2]]), ` +
        "i8=np.array([1, -2**53]), b=np.array([True, False, True]), big=np.array([1.5, 2]).astype('>f8'), zero=np.float64(7))",
    );
    expect(decodeNpz(bytes)).toEqual({
      f8: { shape: [2, 2], data: Float64Array.of(0.1, 2, 3, -4) },
      f4: { shape: [2], data: Float32Array.of(0.1, -2) },
      i4: { shape: [2, 1], data: Int32Array.of(1, -2) },
      i8: { shape: [2], data: Float64Array.of(1, -(2 ** 53)) },
      b: { shape: [3], data: Int32Array.of(1, 0, 1) },
      big: { shape: [2], data: Float64Array.of(1.5, 2) },
      zero: { shape: [], data: Float64Array.of(7) },
    });
  });

  it("we refuse Fortran order and say what to do, and read what that makes", () => {
    const fortran = saved("np.savez(f, x=np.asfortranarray([[1., 2, 3], [4, 5, 6]]))");
    expect(() => decodeNpz(fortran)).toThrow(
      /x.npy: it is in Fortran order; save numpy.ascontiguousarray\(x\)/,
    );
    const fixed = saved("np.savez(f, x=np.ascontiguousarray(np.asfortranarray([[1., 2, 3], [4, 5, 6]])))");
    expect([...decodeNpz(fixed).x!.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ["complex numbers", "np.array([1j])", /its type is <c16; expected one of <f8/],
    ["half precision", "np.float16([1])", /its type is <f2/],
    ["texts where numbers are due", "np.array(['V1'])", /its type is <U2/],
    [
      "a table of named columns",
      "np.array([(1, 2.)], dtype='i4,f8')",
      /it is a structured array; expected plain numbers/,
    ],
    ["Python objects", "np.array([{}, 1], dtype=object)", /pickled Python objects, which are never run/],
  ])("we refuse %s", (_, expression, message) => {
    expect(() => decodeNpz(saved(`np.savez(f, x=${expression})`))).toThrow(message);
  });

  it("we read names of areas in any script", () => {
    const bytes = saved("np.savez(f, areas=np.array(['V1', '9/46d', 'Größe', '脳', '🧠', '']))");
    expect(decodeNpyTexts(unzipChecked(bytes)["areas.npy"]!, "areas")).toEqual([
      ...["V1", "9/46d", "Größe", "脳", "🧠", ""],
    ]);
  });

  it("we read a connectome as numpy.savez writes one", () => {
    const bytes = saved(
      "np.savez(f, areas=np.array(['V1', 'V2', 'MT']), fln=np.array([[0, .5, .1], [.6, 0, .2], [.1, .3, 0]]), " +
        "sln=np.array([[0, .3, .2], [.8, 0, .4], [.9, .7, 0]]), hierarchy=np.array([0, .3, 1]))",
    );
    const { areas, fln, sln, measures } = connectomeFromNpz("mine.npz", bytes);
    expect(areas).toEqual(["V1", "V2", "MT"]);
    expect([...fln]).toEqual([0, 0.5, 0.1, 0.6, 0, 0.2, 0.1, 0.3, 0]);
    expect([...sln!]).toEqual([0, 0.3, 0.2, 0.8, 0, 0.4, 0.9, 0.7, 0]);
    expect([...measures.hierarchy!]).toEqual([0, 0.3, 1]);
  });
});
