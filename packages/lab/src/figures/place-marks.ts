import type { Frame, Pixel } from "./clip-polyline.js";

/** A label beside its point; a line leads to it where it is further off. */
export interface PlacedMark {
  readonly text: string;
  readonly point: Pixel;
  /** Middle of the text. */
  readonly at: Pixel;
  readonly leads: boolean;
}

const CHARACTER = 7.2;
const HALF_LINE = 7.5;
const DISTANCES = [13, 24, 36, 52] as const;
const DIRECTIONS = 16;
const POINT = 6;

interface Box extends Frame {}

const boxAt = ([x, y]: Pixel, text: string): Box => {
  const half = (text.length * CHARACTER) / 2 + 1;
  return { left: x - half, right: x + half, top: y - HALF_LINE, bottom: y + HALF_LINE };
};
const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const holds = (box: Box, [x, y]: Pixel): boolean =>
  x > box.left && x < box.right && y > box.top && y < box.bottom;

/** Places around a point, the nearest first: beside it, where half the text has room. */
function placesFor([x, y]: Pixel, text: string): Pixel[] {
  const half = (text.length * CHARACTER) / 2;
  return DISTANCES.flatMap((distance) =>
    Array.from({ length: DIRECTIONS }, (_, k): Pixel => {
      // Above right first, for that is where a reader looks.
      const angle = (2 * Math.PI * (k + 2)) / DIRECTIONS;
      const across = Math.cos(angle);
      return [x + across * (distance + half - 4), y - Math.sin(angle) * distance];
    }),
  );
}

/**
 * Labels near their points, over no other label or point, within the frame, and over as little of the curves as can be.
 * None is left out.
 * @param curves points that curves pass through, a few pixels apart
 */
export function placeMarks(
  labels: readonly { readonly text: string; readonly point: Pixel }[],
  points: readonly Pixel[],
  curves: readonly Pixel[],
  frame: Frame,
): PlacedMark[] {
  const taken: Box[] = points.map(([x, y]) => ({
    left: x - POINT,
    right: x + POINT,
    top: y - POINT,
    bottom: y + POINT,
  }));
  return labels.map(({ text, point }) => {
    let best: { at: Pixel; cost: number; away: number } | undefined;
    placesFor(point, text).forEach((at, k) => {
      const box = boxAt(at, text);
      const outside =
        box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
      const away = Math.floor(k / DIRECTIONS);
      const cost =
        1000 * (outside ? 1 : 0) +
        1000 * taken.filter((other) => meet(other, box)).length +
        4 * curves.filter((pixel) => holds(box, pixel)).length +
        10 * away +
        (k % DIRECTIONS) / DIRECTIONS;
      if (!best || cost < best.cost) best = { at, cost, away };
    });
    const { at, away } = best!;
    taken.push(boxAt(at, text));
    return { text, point, at, leads: away > 0 };
  });
}
