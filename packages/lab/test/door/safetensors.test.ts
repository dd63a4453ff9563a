import { describe, expect, it } from "vitest";
import { decodeSafetensors } from "../../src/io/safetensors.js";
import { refusal } from "../refusal.js";

/** A file with a header as text and so many bytes of data. */
function fileOf(
  header: string,
  data = 0,
  length = BigInt(new TextEncoder().encode(header).length),
): Uint8Array {
  const text = new TextEncoder().encode(header);
  const out = new Uint8Array(8 + text.length + data);
  new DataView(out.buffer).setBigUint64(0, length, true);
  out.set(text, 8);
  return out;
}

const tensor = (from: number, to: number, shape = `[${(to - from) / 4}]`): string =>
  `{"dtype":"F32","shape":${shape},"data_offsets":[${from},${to}]}`;
const many = Array.from({ length: 10_001 }, (_, i) => `"t${i}":${tensor(0, 0)}`).join(",");

describe("a safetensors file that is refused", () => {
  it.each([
    ["nothing", new Uint8Array(0), /shorter than 8 bytes/],
    [
      "a header of 2^63 bytes",
      fileOf("{}", 0, 2n ** 63n),
      /header claims 9223372036854775808 bytes; expected at most 1048576/,
    ],
    ["a header over 1 MiB", fileOf(" ".repeat(2 ** 20 + 1)), /header claims 1048577 bytes/],
    ["half a header", fileOf("{}", 0, 9n), /header is cut short/],
    ["a header that is no JSON", fileOf("{'a'"), /header is not JSON/],
    ["a header that is a list", fileOf("[]"), /header is not an object/],
    ["over 10 000 tensors", fileOf(`{${many}}`), /more than 10000 tensors/],
    [
      "a gap",
      fileOf(`{"a":${tensor(0, 4)},"b":${tensor(8, 12)}}`, 12),
      /"b" begins at byte 8 of the data; expected 4/,
    ],
    [
      "an overlap",
      fileOf(`{"a":${tensor(0, 8)},"b":${tensor(4, 8)}}`, 8),
      /"b" begins at byte 4 of the data; expected 8/,
    ],
    [
      "a start that is not 0",
      fileOf(`{"a":${tensor(4, 8)}}`, 8),
      /"a" begins at byte 4 of the data; expected 0/,
    ],
    ["data to spare", fileOf(`{"a":${tensor(0, 4)}}`, 8), /its data are 8 bytes; its tensors need 4/],
    ["data cut short", fileOf(`{"a":${tensor(0, 8)}}`, 4), /its data are 4 bytes; its tensors need 8/],
    [
      "a shape of other bytes",
      fileOf(`{"a":${tensor(0, 8, "[3]")}}`, 8),
      /"a" has 8 bytes; its shape \(3\) needs 12/,
    ],
    [
      "a shape whose product overflows",
      fileOf(`{"a":${tensor(0, 8, "[9007199254740991,9007199254740991]")}}`, 8),
      /its shape \(9/,
    ],
    [
      "a size below 0",
      fileOf(`{"a":${tensor(0, 4, "[-1]")}}`, 4),
      /shape of "a" is not one of whole numbers/,
    ],
    [
      "33 dimensions",
      fileOf(`{"a":${tensor(0, 4, `[${"1,".repeat(32)}1]`)}}`, 4),
      /not one of whole numbers/,
    ],
    ["offsets that run back", fileOf(`{"a":${tensor(4, 0)}}`), /not one of whole numbers|"a" has -4 bytes/],
    [
      "three offsets",
      fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}', 4),
      /offsets of "a" are not two/,
    ],
    [
      "a type of half numbers",
      fileOf('{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}', 4),
      /"a" is of type "BF16"; expected F64, F32, I32/,
    ],
    [
      "a type from Object.prototype",
      fileOf('{"a":{"dtype":"constructor","shape":[2],"data_offsets":[0,4]}}', 4),
      /type "constructor"/,
    ],
    [
      "a name that means something",
      fileOf(`{"__proto__":${tensor(0, 4)}}`, 4),
      /may not be named "__proto__"/,
    ],
    ["a tensor that is a number", fileOf('{"a":1}'), /"a" is not described by an object/],
    ["texts that are none", fileOf('{"__metadata__":{"a":1}}'), /__metadata__ is not an object of texts/],
  ])("%s", (_, bytes, wanted) => {
    const error = refusal(() => decodeSafetensors(bytes));
    expect(error.message).toMatch(wanted);
    expect(error.message).not.toContain("\n");
  });
});
