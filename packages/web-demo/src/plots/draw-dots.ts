import type { Figure } from "@isocortex/lab";
import { type Axes, domainOf, drawAxes, type Surface } from "./canvas-axes.js";

type Dots = Extract<Figure, { kind: "dots" }>;

function drawSymbol(context: CanvasRenderingContext2D, group: number, x: number, y: number): void {
  context.beginPath();
  if (group % 3 === 0) context.arc(x, y, 4, 0, 2 * Math.PI);
  else if (group % 3 === 1) context.rect(x - 3.5, y - 3.5, 7, 7);
  else {
    context.moveTo(x, y - 5);
    context.lineTo(x + 4.5, y + 3.5);
    context.lineTo(x - 4.5, y + 3.5);
    context.closePath();
  }
}

/** Groups of a figure of dots, in the order of their colours. */
export function groupsOf({ points }: Dots): readonly string[] {
  return [...new Set(points.map(({ group }) => group ?? ""))];
}

/** Draws dots with lines behind them, an earlier figure faint. */
export function drawDots(surface: Surface, figure: Dots, kept: Dots | undefined): Axes {
  const { context, theme } = surface;
  const both = [figure, ...(kept ? [kept] : [])];
  const axes = drawAxes(surface, {
    x: figure.x,
    y: figure.y,
    xDomain: domainOf(
      figure.x,
      both.flatMap(({ points, lines = [] }) => [
        ...points.map((p) => Number(p.x)),
        ...lines.flatMap((l) => l.x),
      ]),
    ),
    yDomain: domainOf(
      figure.y,
      both.flatMap(({ points, lines = [] }) => [...points.map((p) => p.y), ...lines.flatMap((l) => l.y)]),
    ),
  });
  for (const { x, y, muted, dashed } of figure.lines ?? []) {
    context.strokeStyle = muted ? theme.muted : theme.ink;
    context.setLineDash(dashed ? [6, 4] : []);
    context.lineWidth = 1.5;
    context.beginPath();
    x.forEach((value, i) => {
      if (i === 0) context.moveTo(axes.x(value), axes.y(y[i]!));
      else context.lineTo(axes.x(value), axes.y(y[i]!));
    });
    context.stroke();
  }
  context.setLineDash([]);
  const groups = groupsOf(figure);
  const labels: { readonly x: number; readonly y: number }[] = [];
  for (const { points, faded } of [
    ...(kept ? [{ points: kept.points, faded: true }] : []),
    { points: figure.points, faded: false },
  ]) {
    context.globalAlpha = faded ? 0.3 : 1;
    for (const { x, y, group } of points) {
      const at = groups.indexOf(group ?? "");
      context.fillStyle = theme.series[Math.max(0, at) % theme.series.length]!;
      drawSymbol(context, at, axes.x(Number(x)), axes.y(y));
      context.fill();
    }
  }
  context.globalAlpha = 1;
  context.fillStyle = theme.ink;
  context.textBaseline = "bottom";
  context.textAlign = "center";
  for (const { x, y, label } of figure.points) {
    if (label === undefined) continue;
    const place = { x: axes.x(Number(x)), y: axes.y(y) - 6 };
    // A label that would cover another is left to the table.
    if (labels.some((other) => Math.abs(other.x - place.x) < 30 && Math.abs(other.y - place.y) < 13))
      continue;
    labels.push(place);
    context.fillText(label, place.x, place.y);
  }
  return axes;
}
