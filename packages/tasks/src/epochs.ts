/** First and last epoch, by position, that a name ("cue") or a range ("fixation..delay") covers; undefined if there is none. */
export function epochsCovered(
  positions: ReadonlyMap<string, number>,
  during: string,
): readonly [first: number, last: number] | undefined {
  const only = positions.get(during);
  if (only !== undefined) return [only, only];
  const dots = during.indexOf("..");
  if (dots < 0) return undefined;
  const first = positions.get(during.slice(0, dots));
  const last = positions.get(during.slice(dots + 2));
  return first === undefined || last === undefined || first > last ? undefined : [first, last];
}

/** The position of each epoch by its name. */
export function epochPositions(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, i) => [name, i]));
}

/** Consecutive epochs given by their ends in ms, cut off at `totalMs`; an end of infinity fills the rest. */
export function epochsUntil(
  totalMs: number,
  ends: readonly (readonly [name: string, endMs: number])[],
): [name: string, ms: number][] {
  let start = 0;
  return ends.map(([name, endMs]) => {
    const end = Math.max(start, Math.min(endMs, totalMs));
    const ms = end - start;
    start = end;
    return [name, ms];
  });
}
