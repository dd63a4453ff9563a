import type { Axis } from "@isocortex/lab";
import type { Theme } from "./theme.js";
import { logTicksOf, ticksOf, tickText } from "./ticks.js";

/** Where a canvas is drawn on, in CSS pixels. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
}

/** A surface with axes: functions from values to pixels. */
export interface Axes {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(value: number): number;
  y(value: number): number;
  /** The value at a pixel. */
  xAt(pixel: number): number;
  yAt(pixel: number): number;
}

interface AxesOptions {
  readonly x: Axis;
  readonly y: Axis;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  /** Names along the x axis instead of numbers, at 0, 1, 2 ... */
  readonly names?: readonly string[] | undefined;
}

const TICK_PIXELS = 70;
/** Between names along the x axis. */
const NAME_GAP = 4;

/** An axis's label with its unit. */
export function axisText({ label, unit }: Axis): string {
  return unit === undefined || unit === "1" || unit === "" ? label : `${label} (${unit})`;
}

/** The values' extent with a margin, or what the axis says. */
export function domainOf(axis: Axis, values: Iterable<number>): [number, number] {
  if (axis.domain && axis.domain.length === 2) return [Number(axis.domain[0]), Number(axis.domain[1])];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value) || (axis.type === "log" && value <= 0)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return axis.type === "log" ? [1, 10] : [0, 1];
  if (axis.type === "log") return [low / 1.15, high * 1.15];
  const margin = (high - low || Math.abs(high) || 1) * 0.04;
  return [low >= 0 && low < margin ? 0 : low - margin, high + margin];
}

function scale(type: Axis["type"], [low, high]: readonly [number, number], from: number, to: number) {
  const place = type === "log" ? Math.log10 : (value: number): number => value;
  const [a, b] = [place(low), place(high)];
  return {
    to: (value: number): number => from + ((place(value) - a) / (b - a || 1)) * (to - from),
    from(pixel: number): number {
      const value = a + ((pixel - from) / (to - from)) * (b - a);
      return type === "log" ? 10 ** value : value;
    },
  };
}

/** Draws axes with ticks and labels, and gives the scales of the room inside them. */
export function drawAxes(surface: Surface, { x, y, xDomain, yDomain, names }: AxesOptions): Axes {
  const { context, width, height, theme } = surface;
  context.font = theme.font;
  const across = (values: readonly number[]): number =>
    Math.max(...values.map((value) => context.measureText(tickText(value)).width));
  const yTicks =
    y.type === "log" ? logTicksOf(...yDomain) : ticksOf(...yDomain, Math.max(2, Math.floor(height / 55)));
  const left = Math.ceil(across(yTicks.length > 0 ? yTicks : [0])) + 34;
  const right = width - 16;
  const top = 14;
  const spacing = (right - left) / (names?.length ?? 1);
  const longest = Math.max(0, ...(names ?? []).map((name) => context.measureText(name).width));
  const long = longest > spacing - NAME_GAP;
  const bottom = height - (long ? Math.max(62, 28 + longest * Math.sin(Math.PI / 3)) : 44);
  const xScale = scale(x.type, xDomain, left, right);
  const yScale = scale(y.type, yDomain, bottom, top);
  context.strokeStyle = theme.muted;
  context.fillStyle = theme.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left + 0.5, top);
  context.lineTo(left + 0.5, bottom + 0.5);
  context.lineTo(right, bottom + 0.5);
  const xTicks = names
    ? names.map((_, i) => i)
    : x.type === "log"
      ? logTicksOf(...xDomain)
      : ticksOf(...xDomain, Math.max(2, Math.floor((right - left) / TICK_PIXELS)));
  for (const value of xTicks) {
    const at = Math.round(xScale.to(value)) + 0.5;
    context.moveTo(at, bottom);
    context.lineTo(at, bottom + 5);
  }
  for (const value of yTicks) {
    const at = Math.round(yScale.to(value)) + 0.5;
    context.moveTo(left - 5, at);
    context.lineTo(left, at);
  }
  context.stroke();
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const value of xTicks) {
    const text = names ? names[value]! : tickText(value);
    if (!long) {
      context.fillText(text, xScale.to(value), bottom + 8);
      continue;
    }
    context.save();
    context.translate(xScale.to(value), bottom + 8);
    context.rotate(-Math.PI / 3);
    context.textAlign = "right";
    context.fillText(text, 0, -5);
    context.restore();
  }
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const value of yTicks) context.fillText(tickText(value), left - 8, yScale.to(value));
  context.textAlign = "center";
  context.textBaseline = "bottom";
  context.fillText(axisText(x), (left + right) / 2, height - 4);
  context.save();
  context.translate(13, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(axisText(y), 0, 2);
  context.restore();
  return {
    left,
    right,
    top,
    bottom,
    x: xScale.to,
    y: yScale.to,
    xAt: xScale.from,
    yAt: yScale.from,
  };
}
