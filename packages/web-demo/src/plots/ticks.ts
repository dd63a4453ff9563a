/** Round values inside [low, high], about `count` of them. */
export function ticksOf(low: number, high: number, count: number): readonly number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step = power * ([1, 2, 5, 10].find((factor) => span / (factor * power) <= count) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const FEW = 5;

/** Powers of ten inside [low, high]; where there are few, with twice and five times them, or evenly spaced values. */
export function logTicksOf(low: number, high: number): readonly number[] {
  const factors = Math.log10(high / low) < 2 ? [1, 2, 5] : [1];
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i))
    .flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(6))))
    .filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  return ticks.length >= 2 ? ticks : ticksOf(low, high, FEW);
}

/** A number as an axis shows it. */
export function tickText(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential().replace("e+", "e");
  return String(Number(value.toPrecision(6)));
}
