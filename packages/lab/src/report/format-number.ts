/** A number for people to read: six significant digits at most, no locale. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "-infinite";
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7)) return value.toExponential(3);
  return String(Number(value.toPrecision(6)));
}
