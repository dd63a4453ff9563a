/** A point in pixels. */
export type Pixel = readonly [x: number, y: number];

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The part of a segment within a frame, as shares of its length. Liang & Barsky 1984, ACM Trans Graph 3:1. */
function inside([x0, y0]: Pixel, [x1, y1]: Pixel, frame: Frame): readonly [number, number] | undefined {
  let [from, to] = [0, 1];
  const sides = [
    [x0 - x1, x0 - frame.left],
    [x1 - x0, frame.right - x0],
    [y0 - y1, y0 - frame.top],
    [y1 - y0, frame.bottom - y0],
  ] as const;
  for (const [towards, room] of sides) {
    if (towards === 0 && room < 0) return undefined;
    if (towards < 0) from = Math.max(from, room / towards);
    if (towards > 0) to = Math.min(to, room / towards);
  }
  return from <= to ? [from, to] : undefined;
}

/** The pieces of a polyline that lie in a frame; it is interrupted where a point is not finite. */
export function clipPolyline(points: readonly Pixel[], frame: Frame): Pixel[][] {
  const pieces: Pixel[][] = [];
  let open: Pixel[] = [];
  const close = (): void => {
    if (open.length > 1) pieces.push(open);
    open = [];
  };
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i]!, points[i + 1]!];
    const part = [...a, ...b].every(Number.isFinite) ? inside(a, b, frame) : undefined;
    if (!part) {
      close();
      continue;
    }
    const at = (share: number): Pixel => [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
    if (part[0] > 0) close();
    if (open.length === 0) open.push(at(part[0]));
    open.push(at(part[1]));
    if (part[1] < 1) close();
  }
  close();
  return pieces;
}
