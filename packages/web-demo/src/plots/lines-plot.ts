import type { Figure, Series } from "@isocortex/lab";
import uPlot from "uplot";
import { axisText, domainOf } from "./canvas-axes.js";
import type { Theme } from "./theme.js";
import { logTicksOf, tickText } from "./ticks.js";

type Lines = Extract<Figure, { kind: "lines" }>;

/** Curves over time, drawn by uPlot. */
export interface LinesPlot {
  show(figure: Lines, kept: Lines | undefined, theme: Theme, width: number, height: number): void;
  canvas(): HTMLCanvasElement | undefined;
  destroy(): void;
}

/** Colour and dash of the i-th of the series that are not muted. */
export function seriesStyle(i: number, muted: boolean, theme: Theme): { stroke: string; dash: number[] } {
  const { series } = theme;
  return muted
    ? { stroke: theme.muted, dash: [] }
    : { stroke: series[i % series.length]!, dash: i >= series.length ? [6, 3] : [] };
}

function tableOf(all: readonly Series[]): uPlot.AlignedData {
  const first = all[0]?.x ?? [];
  if (all.every(({ x }) => x.length === first.length && x.every((value, i) => value === first[i])))
    return [first as number[], ...all.map(({ y }) => y as number[])];
  return uPlot.join(all.map(({ x, y }) => [x as number[], y as number[]]));
}

function optionsOf(
  figure: Lines,
  all: readonly Series[],
  keptCount: number,
  theme: Theme,
  width: number,
  height: number,
): uPlot.Options {
  const log = figure.y.type === "log";
  const [low, high] = domainOf(
    figure.y,
    all.flatMap(({ y }) => y as number[]),
  );
  const axis = {
    stroke: theme.ink,
    font: theme.font,
    labelFont: theme.font,
    grid: { stroke: theme.faint, width: 1 },
    ticks: { stroke: theme.muted, width: 1, size: 5 },
    labelSize: 22,
  };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: {
        time: false,
        range: (_plot, min, max) => [
          Number(figure.x.domain?.[0] ?? min),
          Number(figure.x.domain?.[1] ?? max),
        ],
        ...(figure.x.type === "log" ? { distr: 3 } : {}),
      },
      y: { range: [low, high], ...(log ? { distr: 3 } : {}) },
    },
    axes: [
      { ...axis, label: axisText(figure.x), size: 34, values: (_plot, values) => values.map(tickOrNothing) },
      {
        ...axis,
        label: axisText(figure.y),
        size: 52,
        values: (_plot, values) => values.map(tickOrNothing),
        ...(log ? { splits: ({ scales: { y } }) => [...logTicksOf(y!.min ?? low, y!.max ?? high)] } : {}),
      },
    ],
    series: [
      {},
      ...all.map(({ label, muted, dashed }, i) => {
        const { stroke, dash } = seriesStyle(i - keptCount, muted === true || i < keptCount, theme);
        return {
          label,
          stroke,
          dash: dashed ? [6, 4] : dash,
          width: i < keptCount ? 1.2 : 1.8,
          alpha: i < keptCount ? 0.8 : 1,
          points: { show: false },
          spanGaps: true,
        };
      }),
    ],
    hooks: {
      drawClear: [(plot) => shadeSpans(plot, figure, theme)],
      draw: [(plot) => labelSpans(plot, figure, theme)],
    },
  };
}

function tickOrNothing(value: number | null): string {
  return value === null ? "" : tickText(value);
}

interface Span {
  readonly left: number;
  readonly right: number;
  readonly label: string;
}

/** Spans that are in sight, in pixels of the canvas. */
function spansOf(plot: uPlot, { spans = [] }: Lines): readonly Span[] {
  const { left, width } = plot.bbox;
  return spans
    .map(({ from, to, label }) => ({
      left: Math.max(left, plot.valToPos(from, "x", true)),
      right: Math.min(left + width, plot.valToPos(to, "x", true)),
      label,
    }))
    .filter((span) => span.right > span.left);
}

function shadeSpans(plot: uPlot, figure: Lines, theme: Theme): void {
  plot.ctx.fillStyle = theme.faint;
  for (const { left, right } of spansOf(plot, figure))
    plot.ctx.fillRect(left, plot.bbox.top, right - left, plot.bbox.height);
}

const LABEL_HEIGHT = 14;

/** Above the curves; a label that would meet the one before it goes below it. */
function labelSpans(plot: uPlot, figure: Lines, theme: Theme): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = theme.font.replace(/([\d.]+)px/, (_, size: string) => `${Number(size) * ratio}px`);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineWidth = 3 * ratio;
  ctx.lineJoin = "round";
  ctx.strokeStyle = theme.faint;
  ctx.fillStyle = theme.ink;
  let [end, row] = [Number.NEGATIVE_INFINITY, 0];
  for (const { left, right, label } of spansOf(plot, figure)) {
    const middle = (left + right) / 2;
    const half = ctx.measureText(label).width / 2;
    row = middle - half < end + 4 * ratio ? row + 1 : 0;
    end = middle + half;
    const top = bbox.top + (3 + LABEL_HEIGHT * row) * ratio;
    ctx.strokeText(label, middle, top);
    ctx.fillText(label, middle, top);
  }
  ctx.restore();
}

/** Makes a plot in an element. */
export function createLinesPlot(into: HTMLElement): LinesPlot {
  let plot: uPlot | undefined;
  let shape = "";
  return {
    show(figure, kept, theme, width, height) {
      const keptSeries = kept?.series ?? [];
      const all = [...keptSeries, ...figure.series];
      const data = tableOf(all);
      const y = domainOf(
        figure.y,
        all.flatMap((one) => one.y as number[]),
      );
      const next = JSON.stringify([
        all.map(({ label, muted, dashed }) => [label, muted, dashed]),
        keptSeries.length,
        figure.spans,
        figure.x,
        figure.y,
        theme,
      ]);
      if (!plot || next !== shape) {
        plot?.destroy();
        plot = new uPlot(optionsOf(figure, all, keptSeries.length, theme, width, height), data, into);
        shape = next;
        return;
      }
      if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
      plot.batch(() => {
        plot!.setData(data);
        plot!.setScale("y", { min: y[0], max: y[1] });
      });
    },
    canvas: () => plot?.ctx.canvas,
    destroy() {
      plot?.destroy();
      plot = undefined;
    },
  };
}
