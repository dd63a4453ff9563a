import type { Seeded } from "./seeded.js";

const telling = [
  0, 1, 0x7f, 0x80, 0xff, 0x22, 0x27, 0x28, 0x2c, 0x2d, 0x30, 0x39, 0x5b, 0x5d, 0x65, 0x7b, 0x7d,
];

/** Bytes with one to four random changes: a bit, a byte, a run of bytes, a cut, a copy of a stretch put elsewhere. */
export function mutate(bytes: Uint8Array, { below, pick }: Seeded): Uint8Array {
  let out = [...bytes];
  for (let change = 1 + below(4); change > 0 && out.length > 0; change--) {
    const at = below(out.length);
    switch (below(7)) {
      case 0:
        out[at]! ^= 1 << below(8);
        break;
      case 1:
        out[at] = pick(telling);
        break;
      case 2:
        for (let i = 0; i < 4 && at + i < out.length; i++) out[at + i] = pick(telling);
        break;
      case 3:
        out = out.slice(0, at);
        break;
      case 4:
        out.splice(at, 1 + below(8));
        break;
      case 5:
        out.splice(at, 0, ...Array.from({ length: 1 + below(4) }, () => below(256)));
        break;
      default: {
        const from = below(out.length);
        out.splice(at, 0, ...out.slice(from, from + 1 + below(40)));
      }
    }
  }
  return Uint8Array.from(out);
}

const values: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    -1e-308,
    0.5,
    2 ** 53,
    "",
    "1 ms",
    "1e999 Hz",
    "constructor",
    "__proto__",
    "V1",
  ],
  ...[[], {}, [[]], [null], { name: "x" }, "\u0000", "é".repeat(300), [1, 2, 3]],
];
const keys = ["__proto__", "constructor", "toString", "name", "areas", "0", "valueOf", "dtMs", "unit"];

/** JSON with one to three values replaced, taken away, or set under a telling key. */
export function mutateJson(json: string, random: Seeded): string {
  const root = JSON.parse(json) as unknown;
  for (let change = 1 + random.below(3); change > 0; change--) {
    const places: Record<string, unknown>[] = [];
    const visit = (value: unknown): void => {
      if (value === null || typeof value !== "object") return;
      places.push(value as Record<string, unknown>);
      Object.values(value).forEach(visit);
    };
    visit(root);
    const place = random.pick(places);
    const own = Object.keys(place);
    const key = own.length === 0 || random.below(4) === 0 ? random.pick(keys) : random.pick(own);
    if (random.below(5) === 0) delete place[key];
    else
      Object.defineProperty(place, key, {
        value: structuredClone(random.pick(values)),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return JSON.stringify(root);
}
