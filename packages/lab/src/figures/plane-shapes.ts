import type { PlanePoint } from "../figure.js";
import type { Pixel } from "./clip-polyline.js";
import { ink } from "./style.js";

/** An SVG element, as far as it is needed here. */
export interface Shape {
  setAttribute(name: string, value: string): void;
  append(...children: (Shape | string)[]): void;
}

/** Makes an SVG element in what is drawn in. */
export type Pen = (
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children?: readonly (Shape | string)[],
) => Shape;

const SVG = "http://www.w3.org/2000/svg";

export function penOf(document: { createElementNS(namespace: string, name: string): Shape }): Pen {
  return (name, attributes, children = []) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
  };
}

/** A coordinate to a hundredth of a pixel. */
export const px = (value: number): number => Math.round(value * 100) / 100;

export function pathOf(points: readonly Pixel[]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${px(x)},${px(y)}`).join("");
}

/** A head of so many pixels at a point, along a direction. */
export function headPath([x, y]: Pixel, [dx, dy]: Pixel, size: number): string {
  const length = Math.hypot(dx, dy) || 1;
  const [u, v] = [(size * dx) / length, (size * dy) / length];
  const back = (side: number): Pixel => [x - u + side * 0.5 * v, y - v - side * 0.5 * u];
  return `${pathOf([back(1), [x, y], back(-1)])}Z`;
}

const RADIUS = 5;

/** An equilibrium: filled where stable, open where not, half filled where a saddle; a mark is a small disc. */
export function pointShape(pen: Pen, kind: PlanePoint["kind"], [x, y]: Pixel): Shape {
  const [cx, cy] = [px(x), px(y)];
  if (kind === "mark") return pen("circle", { cx, cy, r: 3.6, fill: ink, stroke: "white" });
  const circle = pen("circle", {
    cx,
    cy,
    r: RADIUS,
    fill: kind === "stable" ? ink : "white",
    stroke: ink,
    "stroke-width": 1.6,
  });
  const halo = pen("circle", { cx, cy, r: RADIUS + 2.2, fill: "white" });
  const half = `M${cx},${px(y - RADIUS)}A${RADIUS},${RADIUS} 0 0 0 ${cx},${px(y + RADIUS)}Z`;
  return pen("g", {}, [halo, circle, ...(kind === "saddle" ? [pen("path", { d: half, fill: ink })] : [])]);
}
