/** A point in pixels. */
export type Point = readonly [x: number, y: number];

/** A box by its centre and half its size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** Room between a box and the tip of an arrow. */
const GAP = 2;
const SAMPLES = 48;
const HEAD = 7;

const inside = (box: Box, [x, y]: Point, room: number): boolean =>
  Math.abs(x - box.x) < box.halfWidth + room && Math.abs(y - box.y) < box.halfHeight + room;

const mix = (a: Point, b: Point, s: number): Point => [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s];

export const distance = (a: Point, b: Point): number =>
  Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]));

/** Whether the straight line between two boxes runs into one of the others. */
export function isBlocked(a: Box, b: Box, others: readonly Box[]): boolean {
  return others.some((other) =>
    Array.from({ length: SAMPLES }, (_, i) => mix([a.x, a.y], [b.x, b.y], i / SAMPLES)).some((point) =>
      inside(other, point, 4),
    ),
  );
}

/** From border to border; `bend` pixels to the left of its way at the middle. */
export function arrowPath(a: Box, b: Box, bend: number): readonly Point[] {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = distance([a.x, a.y], [b.x, b.y]) || 1;
  // A parabola is half as far out as its control point.
  const control: Point = [
    (a.x + b.x) / 2 + (2 * bend * dy) / length,
    (a.y + b.y) / 2 - (2 * bend * dx) / length,
  ];
  return Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const s = i / SAMPLES;
    return mix(mix([a.x, a.y], control, s), mix(control, [b.x, b.y], s), s);
  }).filter((point) => !inside(a, point, 0) && !inside(b, point, GAP));
}

/** Out of a side of a box, 1 the right and -1 the left, and back into it. */
export function loopPath({ x, y, halfWidth, halfHeight }: Box, side: 1 | -1): readonly Point[] {
  const [edge, out, spread] = [x + side * halfWidth, side * 26, halfHeight * 0.55];
  const [start, end]: [Point, Point] = [
    [edge, y - spread],
    [edge + side * GAP, y + spread],
  ];
  const [first, second]: [Point, Point] = [
    [edge + out, y - 2.6 * spread],
    [edge + out, y + 2.6 * spread],
  ];
  return Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const s = i / SAMPLES;
    const [p, q, r] = [mix(start, first, s), mix(first, second, s), mix(second, end, s)];
    return mix(mix(p, q, s), mix(q, r, s), s);
  });
}

/** The tip of an arrow at the end of a path, as a triangle. */
export function arrowHead(path: readonly Point[]): readonly Point[] {
  const tip = path.at(-1);
  const before = [...path].reverse().find((point) => tip && distance(point, tip) > HEAD / 2);
  if (!tip || !before) return [];
  const [dx, dy] = [tip[0] - before[0], tip[1] - before[1]];
  const length = distance(tip, before);
  const [ux, uy] = [dx / length, dy / length];
  const [x, y] = [tip[0] - HEAD * ux, tip[1] - HEAD * uy];
  const half = HEAD * 0.45;
  return [tip, [x - half * uy, y + half * ux], [x + half * uy, y - half * ux]];
}
