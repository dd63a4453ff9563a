import type { Axis } from "../figure.js";

/** Where values of one axis lie in pixels. */
export interface Scale {
  readonly domain: readonly [number, number];
  readonly type: "linear" | "log";
  toPixel(value: number): number;
  toValue(pixel: number): number;
}

function padded(values: readonly number[], axis: Axis): [number, number] {
  const kept = values.filter((value) => Number.isFinite(value) && (axis.type !== "log" || value > 0));
  if (axis.domain && axis.domain.length === 2) return [Number(axis.domain[0]), Number(axis.domain[1])];
  if (kept.length === 0) return axis.type === "log" ? [1, 10] : [0, 1];
  const low = kept.reduce((a, b) => Math.min(a, b));
  const high = kept.reduce((a, b) => Math.max(a, b));
  if (axis.type === "log") return [low / 1.15, high * 1.15];
  const pad = (high - low || Math.abs(high) || 1) * 0.04;
  return [low >= 0 && low - pad < 0 ? 0 : low - pad, high + pad];
}

/** The scale of an axis that fits the values, between two pixel positions. */
export function scaleOf(axis: Axis, values: readonly number[], from: number, to: number, pad = true): Scale {
  const type = axis.type === "log" ? "log" : "linear";
  const finite = values.filter(Number.isFinite);
  const domain = pad
    ? padded(values, axis)
    : ([Math.min(...finite), Math.max(...finite)] as [number, number]);
  const place = (value: number): number => (type === "log" ? Math.log10(value) : value);
  const [a, b] = domain.map(place) as [number, number];
  return {
    domain,
    type,
    toPixel: (value) => from + ((place(value) - a) / (b - a || 1)) * (to - from),
    toValue(pixel) {
      const value = a + ((pixel - from) / (to - from)) * (b - a);
      return type === "log" ? 10 ** value : value;
    },
  };
}

/** An axis's label with its unit: `Rate (Hz)`. */
export function axisLabel({ label, unit }: Axis): string {
  return unit === undefined || unit === "1" || unit === "" ? label : `${label} (${unit})`;
}
