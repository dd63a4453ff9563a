/** Other spellings of area names, lower case, each with the spelling of the packaged connectomes. */
const aliases: Readonly<Record<string, string>> = {
  "4": "F1",
  m1: "F1",
  area4: "F1",
  "pro.m": "ProM",
  "pro m": "ProM",
  "te pd": "TEpd",
  "tea/ma": "TEa/ma",
  "tea/mp": "TEa/mp",
  "area 1": "1",
  "area 2": "2",
  "area 3": "3",
  "area 5": "5",
  "area 10": "10",
  v5: "MT",
};

const spellings = [
  ..."V1 V2 V4 V6 1 3 2 5 10 9 25 32 MT DP TEO TEpd 8m 8l 8B F1 F2 F3 F4 F5 F7 STPc STPi STPr 7A 7B 7m LIP 46d".split(
    " ",
  ),
  ..."9/46v 9/46d 45A PBr ProM 24c OPRO".split(" "),
];

const canonical = new Map<string, string>([
  ...Object.entries(aliases),
  ...spellings.map((name): [string, string] => [name.toLowerCase(), name]),
]);

/** The packaged connectomes' spelling of an area's name (`7a` -> `7A`, `Pro.M` -> `ProM`); unknown names stay as they are. */
export function canonicalArea(name: string): string {
  return canonical.get(name.trim().toLowerCase()) ?? name.trim();
}

/**
 * Index of an area by any of its spellings.
 * @throws RangeError when the area is not among them
 */
export function areaIndex(areas: readonly string[], name: string): number {
  const wanted = canonicalArea(name).toLowerCase();
  const at = areas.findIndex((area) => canonicalArea(area).toLowerCase() === wanted);
  if (at >= 0) return at;
  throw new RangeError(`there is no area "${name}"; expected one of ${areas.join(", ")}.`);
}
