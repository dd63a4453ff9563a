import type { GraphEdge } from "../figure.js";
import { arrowPath, type Box, distance, isBlocked, loopPath, type Point } from "./arrow-path.js";

/** Paths of all arrows: straight where they can be, bent around other boxes and beside arrows between the same two. */
export function edgePaths(edges: readonly GraphEdge[], boxes: readonly Box[]): readonly (readonly Point[])[] {
  const both = new Set(edges.map(({ from, to }) => `${from} ${to}`));
  const drawn = new Map<string, number>();
  return edges.map(({ from, to, type }) => {
    const [a, b] = [boxes[from]!, boxes[to]!];
    if (from === to) return loopPath(a, type === "leak" ? -1 : 1);
    const before = drawn.get(`${from} ${to}`) ?? 0;
    drawn.set(`${from} ${to}`, before + 1);
    const beside = (both.has(`${to} ${from}`) ? 9 : 0) - 9 * before;
    const others = boxes.filter((_, i) => i !== from && i !== to);
    if (!isBlocked(a, b, others)) return arrowPath(a, b, beside);
    return arrowPath(a, b, a.halfWidth + 10 + 0.06 * distance([a.x, a.y], [b.x, b.y]));
  });
}
