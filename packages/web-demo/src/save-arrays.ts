import { encodeNpz, type NdArray } from "@isocortex/lab";
import { save } from "./save.js";

/** Offers arrays as npz. */
export function saveArrays(name: string, arrays: Readonly<Record<string, NdArray>>): void {
  save(`${name}.npz`, encodeNpz(arrays) as BlobPart, "application/zip");
}
