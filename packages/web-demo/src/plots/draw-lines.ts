import type { Axis, Figure, Series } from "@isocortex/lab";
import { type Axes, domainOf, drawAxes, type Surface } from "./canvas-axes.js";
import type { Theme } from "./theme.js";

type Lines = Extract<Figure, { kind: "lines" }>;

/** Colour and dash of the i-th series of a figure. */
export function seriesStyle(
  i: number,
  { muted, dashed }: Series,
  { series, muted: grey }: Theme,
): { readonly stroke: string; readonly dash: readonly number[] } {
  if (muted) return { stroke: grey, dash: dashed ? [6, 4] : [] };
  return { stroke: series[i % series.length]!, dash: dashed || i >= series.length ? [6, 4] : [] };
}

/** The values' extent from end to end. */
function extentOf(axis: Axis, all: readonly Series[]): [number, number] {
  if (axis.domain?.length === 2) return [Number(axis.domain[0]), Number(axis.domain[1])];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x } of all) {
    for (const value of x) {
      if (!Number.isFinite(value) || (axis.type === "log" && value <= 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low < high ? [low, high] : domainOf(axis, [low]);
}

/** Follows a curve; where a value is not finite it is interrupted, and points of one column of pixels are one stroke. */
function trace(context: CanvasRenderingContext2D, { x, y }: Series, axes: Axes): void {
  context.beginPath();
  let down = false;
  let column = Number.NaN;
  let [low, high, last] = [0, 0, 0];
  const flush = (): void => {
    if (low === high) return;
    context.lineTo(column, low);
    context.lineTo(column, high);
    context.lineTo(column, last);
  };
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [axes.x(x[i]!), axes.y(y[i]!)];
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      if (down) flush();
      down = false;
      continue;
    }
    if (down && Math.abs(px - column) < 0.25) {
      low = Math.min(low, py);
      high = Math.max(high, py);
      last = py;
      continue;
    }
    if (down) {
      flush();
      context.lineTo(px, py);
    } else context.moveTo(px, py);
    down = true;
    column = px;
    low = high = last = py;
  }
  if (down) flush();
  context.stroke();
}

function drawSpans({ spans = [] }: Lines, { context, theme }: Surface, axes: Axes): void {
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const { from, to, label } of spans) {
    const left = Math.max(axes.left + 1, axes.x(from));
    const right = Math.min(axes.right, axes.x(to));
    if (!(right > left)) continue;
    context.fillStyle = theme.faint;
    context.fillRect(left, axes.top, right - left, axes.bottom - axes.top);
    context.fillStyle = theme.ink;
    context.fillText(label, Math.max((left + right) / 2, axes.left + 20), axes.top + 3);
  }
}

/** Draws curves, those of an earlier figure grey behind them. */
export function drawLines(surface: Surface, figure: Lines, kept: Lines | undefined): Axes {
  const { context, theme } = surface;
  const all = [...(kept?.series ?? []), ...figure.series];
  const axes = drawAxes(surface, {
    x: figure.x,
    y: figure.y,
    xDomain: extentOf(figure.x, all),
    yDomain: domainOf(
      figure.y,
      all.flatMap(({ y }) => y as number[]),
    ),
  });
  drawSpans(figure, surface, axes);
  context.save();
  context.beginPath();
  context.rect(axes.left, axes.top - 2, axes.right - axes.left, axes.bottom - axes.top + 3);
  context.clip();
  context.lineJoin = "round";
  for (const one of kept?.series ?? []) {
    context.strokeStyle = theme.muted;
    context.globalAlpha = 0.7;
    context.lineWidth = 1.2;
    trace(context, one, axes);
  }
  context.globalAlpha = 1;
  context.lineWidth = 1.8;
  figure.series.forEach((one, i) => {
    const { stroke, dash } = seriesStyle(i, one, theme);
    context.strokeStyle = stroke;
    context.setLineDash([...dash]);
    trace(context, one, axes);
  });
  context.restore();
  return axes;
}
