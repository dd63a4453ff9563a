import { InputError } from "@isocortex/core-wasm";

/** Units that a value may be given in instead of the documented one, as factors to the first of each row. */
const scales: readonly Readonly<Record<string, number>>[] = [
  { ms: 1, s: 1000, us: 0.001 },
  { Hz: 1, kHz: 1000 },
  { nA: 1, pA: 0.001, uA: 1000 },
  { mm: 1, cm: 10, um: 0.001 },
];

/**
 * A number in the documented unit, from a number or a text such as "20 ms".
 * @throws InputError when the text is no number with a unit that fits
 */
export function inUnit(value: number | string, unit: string, path: string): number {
  if (typeof value === "number") return value;
  const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(\S*)\s*$/i.exec(value);
  const fail = (what: string): InputError =>
    new InputError(`${path} is "${value}"; ${what}, for example ${unit === "1" ? "0.5" : `"20 ${unit}"`}.`, {
      path,
    });
  if (!match) throw fail(`expected a number${unit === "1" ? "" : ` in ${unit}`}`);
  const number = Number(match[1]);
  const given = match[2]!;
  if (given === "" || given === unit) return number;
  const scale = scales.find((row) => Object.hasOwn(row, given) && Object.hasOwn(row, unit));
  if (!scale)
    throw fail(unit === "1" ? "expected a number without a unit" : `expected the unit ${unit}, got ${given}`);
  return (number * scale[given]!) / scale[unit]!;
}
