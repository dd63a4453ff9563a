/** A label to be set beside a point, in pixels. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedLabel extends Label {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: "start" | "end" | "middle";
}

const CHARACTER = 6.2;
const LINE = 11;
const GAP = 6;

const sides = [
  { dx: GAP, dy: 0, anchor: "start" },
  { dx: -GAP, dy: 0, anchor: "end" },
  { dx: 0, dy: -9, anchor: "middle" },
  { dx: 0, dy: 11, anchor: "middle" },
  { dx: GAP, dy: -9, anchor: "start" },
  { dx: GAP, dy: 10, anchor: "start" },
  { dx: -GAP, dy: -9, anchor: "end" },
  { dx: -GAP, dy: 10, anchor: "end" },
] as const;

type Box = readonly [left: number, top: number, right: number, bottom: number];

const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function boxOf({ text, x, y }: Label, side: (typeof sides)[number]): Box {
  const w = text.length * CHARACTER;
  const left = x + side.dx - (side.anchor === "start" ? 0 : side.anchor === "end" ? w : w / 2);
  return [left, y + side.dy - LINE / 2, left + w, y + side.dy + LINE / 2];
}

/** Labels on the first free side of their points; one that fits nowhere is left out. */
export function placeLabels(
  labels: readonly Label[],
  points: readonly { x: number; y: number }[],
): PlacedLabel[] {
  const taken: Box[] = points.map(({ x, y }) => [x - 3, y - 3, x + 3, y + 3]);
  return labels.flatMap((label) => {
    const side = sides.find((candidate) => !taken.some((box) => meet(box, boxOf(label, candidate))));
    if (!side) return [];
    taken.push(boxOf(label, side));
    return [{ ...label, dx: side.dx, dy: side.dy, anchor: side.anchor }];
  });
}

/** Vertical positions at least `gap` apart, as near as can be to those wanted, in the same order. */
export function spread(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const placed = [...wanted];
  let last = top - gap;
  for (const i of order) {
    placed[i] = Math.max(placed[i]!, last + gap);
    last = placed[i]!;
  }
  let next = bottom + gap;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i]!, next - gap);
    next = placed[i]!;
  }
  return placed;
}
