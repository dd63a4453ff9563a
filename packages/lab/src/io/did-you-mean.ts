import { distance } from "fastest-levenshtein";

/** `; did you mean "x"?` for the nearest known name within two edits, or the list of names. */
export function didYouMean(name: string, known: readonly string[]): string {
  const close = (a: string): number => distance(a.toLowerCase(), name.toLowerCase());
  const [best] = [...known].sort((a, b) => close(a) - close(b));
  if (best !== undefined && close(best) <= 2) return `did you mean "${best}"?`;
  if (known.length === 0) return "none are allowed here.";
  const shown = known.length > 12 ? [...known.slice(0, 12), "..."] : known;
  return `expected one of ${shown.join(", ")}.`;
}
