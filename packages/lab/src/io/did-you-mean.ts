import { distance } from "fastest-levenshtein";

/** Fewer letters are the beginning of too much. */
const LEAST_PREFIX = 3;

/** `; did you mean "x"?` for the nearest known name within two edits, or those that begin with it, or the list of names. */
export function didYouMean(name: string, known: readonly string[]): string {
  const close = (a: string): number => distance(a.toLowerCase(), name.toLowerCase());
  const [best] = [...known].sort((a, b) => close(a) - close(b));
  if (best !== undefined && close(best) <= 2) return `did you mean "${best}"?`;
  const longer = known.filter((one) => one.toLowerCase().startsWith(name.toLowerCase()));
  if (name.length >= LEAST_PREFIX && longer.length === 1) return `did you mean "${longer[0]}"?`;
  if (name.length >= LEAST_PREFIX && longer.length > 1 && longer.length <= 5)
    return `did you mean one of ${longer.join(", ")}?`;
  if (known.length === 0) return "none are allowed here.";
  const shown = known.length > 12 ? [...known.slice(0, 12), "..."] : known;
  return `expected one of ${shown.join(", ")}.`;
}
