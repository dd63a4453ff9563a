const LEVELS = "▁▂▃▄▅▆▇█";

/** Values as a line of so many blocks at most, by their logarithms where all are above 0. */
export function sparkline(values: readonly number[], width: number): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0 || width < 1) return "";
  const columns = Math.min(width, finite.length);
  const means = Array.from({ length: columns }, (_, i) => {
    const from = Math.floor((finite.length * i) / columns);
    const part = finite.slice(from, Math.max(from + 1, Math.floor((finite.length * (i + 1)) / columns)));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const heights = means.every((value) => value > 0) ? means.map(Math.log) : means;
  const low = Math.min(...heights);
  const span = Math.max(...heights) - low;
  return heights
    .map((height) => LEVELS[span === 0 ? 0 : Math.min(7, Math.floor(((height - low) / span) * 8))])
    .join("");
}
