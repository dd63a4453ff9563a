import type { Figure } from "@isocortex/lab";
import { type Axes, domainOf, drawAxes, type Surface } from "./canvas-axes.js";

type Bars = Extract<Figure, { kind: "bars" }>;

/** Groups of a figure of bars, in the order of their colours. */
export function barGroups({ bars }: Bars): readonly string[] {
  return [...new Set(bars.map(({ group }) => group ?? ""))].sort();
}

/** Draws bars, with a rule across them where the figure has one; of a kept figure the outlines of bars of the same name. */
export function drawBars(surface: Surface, figure: Bars, kept?: Bars): Axes {
  const { context, theme } = surface;
  const { bars, rule } = figure;
  const before = bars.map(({ label }) => kept?.bars.find((one) => one.label === label)?.value);
  const axes = drawAxes(surface, {
    x: figure.x,
    y: figure.y,
    xDomain: [-0.6, bars.length - 0.4],
    yDomain: domainOf(figure.y, [
      0,
      ...bars.map(({ value }) => value),
      ...before.filter((value) => value !== undefined),
      ...(rule ? [rule.at] : []),
    ]),
    names: bars.map(({ label }) => label),
  });
  const groups = barGroups(figure);
  const half = Math.min(40, ((axes.right - axes.left) / Math.max(1, bars.length)) * 0.38);
  bars.forEach(({ value, group }, i) => {
    context.fillStyle = theme.series[groups.indexOf(group ?? "") % theme.series.length]!;
    const [from, to] = [axes.y(0), axes.y(value)];
    context.fillRect(axes.x(i) - half, Math.min(from, to), 2 * half, Math.max(1, Math.abs(to - from)));
  });
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.5;
  before.forEach((value, i) => {
    if (value === undefined) return;
    const [from, to] = [axes.y(0), axes.y(value)];
    context.strokeRect(axes.x(i) - half, Math.min(from, to), 2 * half, Math.abs(to - from));
  });
  if (!rule) return axes;
  context.strokeStyle = theme.ink;
  context.fillStyle = theme.ink;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(axes.left, axes.y(rule.at));
  context.lineTo(axes.right, axes.y(rule.at));
  context.stroke();
  context.setLineDash([]);
  const long = context.measureText(rule.label).width;
  const highest = (from: number, to: number): number =>
    Math.max(
      ...bars.map(({ value }, i) =>
        axes.x(i) + half > from && axes.x(i) - half < to ? Math.max(value, before[i] ?? value) : -Infinity,
      ),
    );
  const atLeft = highest(axes.left, axes.left + long) < highest(axes.right - long, axes.right);
  const at = atLeft ? axes.left + 3 : axes.right;
  context.textAlign = atLeft ? "left" : "right";
  context.textBaseline = "bottom";
  context.lineWidth = 4;
  context.strokeStyle = theme.paper;
  context.strokeText(rule.label, at, axes.y(rule.at) - 3);
  context.fillText(rule.label, at, axes.y(rule.at) - 3);
  return axes;
}
