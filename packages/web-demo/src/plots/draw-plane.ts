import type { Figure, PlaneCurve, Tone } from "@isocortex/lab";
import { type Axes, domainOf, drawAxes, type Surface } from "./canvas-axes.js";
import type { Theme } from "./theme.js";

type Plane = Extract<Figure, { kind: "plane" }>;

const dashed = new Set<Tone>(["unstable", "unstable-cycle", "separatrix"]);

/** Colour of a curve. */
export function curveColour(
  { tone, palette }: Pick<PlaneCurve, "tone" | "palette">,
  { ink, muted, series }: Theme,
): string {
  if (palette !== undefined) return series[palette % series.length]!;
  switch (tone) {
    case "stable":
    case "unstable":
    case "separatrix":
      return ink;
    case "trajectory":
      return muted;
    case "first-nullcline":
    case "fold":
      return series[0]!;
    default:
      return series[1]!;
  }
}

function drawRegions({ regions }: Plane, { context, theme }: Surface, axes: Axes): void {
  if (!regions) return;
  const { columns, rows, classes } = regions;
  const [wide, high] = [(axes.right - axes.left) / columns, (axes.bottom - axes.top) / rows];
  context.globalAlpha = 0.16;
  classes.forEach((one, i) => {
    if (one < 0) return;
    context.fillStyle = theme.series[one % theme.series.length]!;
    const [column, row] = [i % columns, Math.floor(i / columns)];
    context.fillRect(axes.left + column * wide, axes.bottom - (row + 1) * high, wide + 0.5, high + 0.5);
  });
  context.globalAlpha = 1;
}

const ARROW_PIXELS = 9;

function drawArrows({ arrows = [] }: Plane, { context, theme }: Surface, axes: Axes): void {
  context.strokeStyle = theme.muted;
  context.globalAlpha = 0.7;
  context.lineWidth = 1;
  context.beginPath();
  for (const { x, y, dx, dy } of arrows) {
    const [u, v] = [axes.x(x + dx) - axes.x(x), axes.y(y + dy) - axes.y(y)];
    const length = Math.hypot(u, v);
    if (!(length > 0)) continue;
    const [a, b] = [(u / length) * ARROW_PIXELS, (v / length) * ARROW_PIXELS];
    const [fromX, fromY] = [axes.x(x) - a / 2, axes.y(y) - b / 2];
    context.moveTo(fromX, fromY);
    context.lineTo(fromX + a, fromY + b);
    context.lineTo(fromX + a * 0.55 - b * 0.25, fromY + b * 0.55 + a * 0.25);
    context.moveTo(fromX + a, fromY + b);
    context.lineTo(fromX + a * 0.55 + b * 0.25, fromY + b * 0.55 - a * 0.25);
  }
  context.stroke();
  context.globalAlpha = 1;
}

function drawCurves({ curves }: Plane, { context, theme }: Surface, axes: Axes, faded: boolean): void {
  context.save();
  context.beginPath();
  context.rect(axes.left, axes.top - 2, axes.right - axes.left, axes.bottom - axes.top + 3);
  context.clip();
  for (const { tone, palette, x, y } of curves) {
    context.strokeStyle = curveColour({ tone, palette }, theme);
    context.globalAlpha = faded ? 0.3 : 1;
    context.lineWidth = tone === "trajectory" ? 1.1 : 2;
    context.setLineDash(dashed.has(tone) ? [6, 4] : []);
    context.beginPath();
    let down = false;
    x.forEach((value, i) => {
      const [px, py] = [axes.x(value), axes.y(y[i]!)];
      const there = Number.isFinite(px) && Number.isFinite(py);
      if (there && down) context.lineTo(px, py);
      else if (there) context.moveTo(px, py);
      down = there;
    });
    context.stroke();
  }
  context.restore();
}

function drawPoints({ points }: Plane, { context, theme }: Surface, axes: Axes): void {
  context.lineWidth = 1.6;
  for (const { kind, x, y, label } of points) {
    const [px, py] = [axes.x(x), axes.y(y)];
    context.strokeStyle = theme.ink;
    context.fillStyle = kind === "stable" ? theme.ink : theme.paper;
    context.beginPath();
    if (kind === "mark") context.rect(px - 4, py - 4, 8, 8);
    else context.arc(px, py, 5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    if (kind === "saddle") {
      context.fillStyle = theme.ink;
      context.beginPath();
      context.arc(px, py, 5, Math.PI / 2, (3 * Math.PI) / 2);
      context.fill();
    }
    if (label === undefined) continue;
    context.fillStyle = theme.ink;
    context.textBaseline = "bottom";
    const near = px > axes.right - 40;
    context.textAlign = near ? "right" : "left";
    context.fillText(label, px + (near ? -7 : 7), py - 5);
  }
}

/** Draws a phase plane or bifurcation diagram, an earlier one behind it. */
export function drawPlane(surface: Surface, figure: Plane, kept: Plane | undefined): Axes {
  const both = [figure, ...(kept ? [kept] : [])];
  const values = (axis: "x" | "y") =>
    both.flatMap(({ curves, points }) => [...curves.flatMap((c) => c[axis]), ...points.map((p) => p[axis])]);
  const axes = drawAxes(surface, {
    x: figure.x,
    y: figure.y,
    xDomain: domainOf(figure.x, values("x")),
    yDomain: domainOf(figure.y, values("y")),
  });
  drawRegions(figure, surface, axes);
  drawArrows(figure, surface, axes);
  if (kept) drawCurves(kept, surface, axes, true);
  drawCurves(figure, surface, axes, false);
  drawPoints(figure, surface, axes);
  return axes;
}
