import type { Trace } from "@isocortex/models";
import type { Figure, Series, Span } from "./figure.js";

const MOST_POINTS = 500;
const MOST_SERIES = 12;

/** Areas to draw: those that move most in the first trial, in their own order. */
function liveliest({ data, shape }: Trace): number[] {
  const [samples, trials, areas] = shape;
  const spread = Array.from({ length: areas }, (_, a) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let s = 0; s < samples; s++) {
      const value = data[s * trials * areas + a]!;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  });
  const order = spread.map((_, a) => a).sort((a, b) => spread[b]! - spread[a]!);
  return order.slice(0, MOST_SERIES).sort((a, b) => a - b);
}

function seriesOf(trace: Trace, area: number): Series {
  const [samples, trials, areas] = trace.shape;
  const every = Math.max(1, Math.ceil(samples / MOST_POINTS));
  const kept = Array.from({ length: Math.ceil(samples / every) }, (_, i) => i * every);
  return {
    label: trace.areas[area]!,
    x: kept.map((s) => s * trace.everyMs),
    y: kept.map((s) => trace.data[s * trials * areas + area]!),
  };
}

export interface TraceFigureOptions {
  /** Of the experiment. */
  readonly name: string;
  readonly spans: readonly Span[];
  /** What is shaded. */
  readonly what: string;
  /** What the places of a variable are, where they are not areas. */
  readonly places: Readonly<Record<string, string>>;
}

/** One figure per saved variable: the first trial in the areas that move most, what the experiment does shaded. */
export function traceFigures(
  traces: readonly Trace[],
  { name, spans, what, places }: TraceFigureOptions,
): readonly Figure[] {
  return traces.map((trace) => {
    const areas = liveliest(trace);
    const all = areas.length === trace.areas.length;
    return {
      kind: "lines",
      name: trace.variable,
      title: `${trace.variable}, ${name}`,
      caption:
        `${trace.variable} over time${trace.shape[1] > 1 ? `, trial 1 of ${trace.shape[1]}` : ""}` +
        `${all ? "" : `, in the ${areas.length} ${places[trace.variable] ?? "areas"} of ${trace.areas.length} that change most`}. ` +
        `${spans.length > 0 ? `Shaded: ${what}.` : ""}`,
      x: { label: "Time", unit: "ms" },
      y: { label: trace.variable, unit: trace.unit },
      series: areas.map((area) => seriesOf(trace, area)),
      spans,
    } as const;
  });
}
