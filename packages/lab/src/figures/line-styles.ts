import type { Series } from "../figure.js";
import { muted, palette } from "./style.js";

export interface LineStyle {
  readonly colour: string;
  readonly dash: string | undefined;
}

const DASHED = "5,3";
const DOTTED = "1.5,3";

/** Viridis at equal steps (van der Walt & Smith 2015), but for its brightest end, which is faint on white. */
const stops = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58"];

/** A colour of a continuous scale, `part` from 0 to 1. */
function shade(part: number): string {
  const at = part * (stops.length - 1);
  const i = Math.min(Math.floor(at), stops.length - 2);
  const channel = (stop: string, k: number): number => Number.parseInt(stop.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mixed = [0, 1, 2].map((k) =>
    Math.round(channel(stops[i]!, k) + (at - i) * (channel(stops[i + 1]!, k) - channel(stops[i]!, k))),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * How series are drawn so that no two look alike: the palette solid, then dotted; more than that many on a continuous scale
 * in their order. Muted ones are grey and take no colour away.
 */
export function lineStyles(series: readonly Pick<Series, "dashed" | "muted">[]): readonly LineStyle[] {
  const coloured = series.filter((one) => !one.muted);
  const many = coloured.length > 2 * palette.length;
  return series.map((one) => {
    const i = coloured.indexOf(one);
    const own = one.dashed ? DASHED : undefined;
    if (i < 0) return { colour: muted, dash: own };
    if (many) return { colour: shade(i / (coloured.length - 1)), dash: own };
    return { colour: palette[i % palette.length]!, dash: own ?? (i < palette.length ? undefined : DOTTED) };
  });
}
