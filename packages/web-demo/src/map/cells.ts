import type { Point } from "./outline.js";

/** The part of a polygon that is nearer to `own` than to `other`. */
function nearer(polygon: readonly Point[], own: Point, other: Point): Point[] {
  const [nx, ny] = [other[0] - own[0], other[1] - own[1]];
  const middle = (other[0] ** 2 + other[1] ** 2 - own[0] ** 2 - own[1] ** 2) / 2;
  const beyond = ([x, y]: Point): number => x * nx + y * ny - middle;
  return polygon.flatMap((from, i) => {
    const to = polygon[(i + 1) % polygon.length]!;
    const [a, b] = [beyond(from), beyond(to)];
    const crossing = (): Point => {
      const part = a / (a - b);
      return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
    };
    if (a <= 0) return b <= 0 ? [from] : [from, crossing()];
    return b <= 0 ? [crossing()] : [];
  });
}

/** The cell of each centre inside an outline: what lies nearer to it than to any other. */
export function cellsOf(centres: readonly Point[], outline: readonly Point[]): readonly (readonly Point[])[] {
  return centres.map((own, i) =>
    centres.reduce<readonly Point[]>(
      (cell, other, j) => (i === j || cell.length === 0 ? cell : nearer(cell, own, other)),
      outline,
    ),
  );
}

/** Centre of mass of a polygon; undefined where it has no area. */
function centroidOf(polygon: readonly Point[]): Point | undefined {
  let [area, cx, cy] = [0, 0, 0];
  polygon.forEach(([x, y], i) => {
    const [u, v] = polygon[(i + 1) % polygon.length]!;
    const cross = x * v - u * y;
    area += cross / 2;
    cx += ((x + u) * cross) / 6;
    cy += ((y + v) * cross) / 6;
  });
  return Math.abs(area) > 1e-6 ? [cx / area, cy / area] : undefined;
}

/** Centres moved apart by Lloyd's method (each to the middle of its cell), so that small areas can be seen. */
export function relaxed(
  centres: readonly Point[],
  outline: readonly Point[],
  times: number,
): readonly Point[] {
  let moved = centres;
  for (let i = 0; i < times; i++) {
    const cells = cellsOf(moved, outline);
    moved = moved.map((centre, c) => centroidOf(cells[c]!) ?? centre);
  }
  return moved;
}
