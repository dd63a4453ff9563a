import { type Curve, type CurvePoint, correct } from "./curve.js";
import { dot, norm, plus, unit } from "./vectors.js";

/** Points nearer than this, in units of the ranges, are one. */
export const SAME = 1e-6;
/** A known branch is looked for this far to the side of its chords, as a share of their length. */
const ASIDE = 0.2;

/** Whether a point lies on a curve that is known by its points. */
export function liesOn(curve: Curve, points: readonly CurvePoint[], u: Float64Array): boolean {
  for (let i = 0; i + 1 < points.length; i++) {
    const from = points[i]!.u;
    const chord = plus(points[i + 1]!.u, from, -1);
    const length = norm(chord);
    if (length === 0) continue;
    const way = plus(u, from, -1);
    const t = dot(way, chord) / (length * length);
    if (t < -1e-3 || t > 1 + 1e-3 || norm(plus(way, chord, -t)) > ASIDE * length + SAME) continue;
    curve.moveTo?.(points[i]!);
    const there = correct(curve, plus(from, chord, t), unit(chord));
    if (there && norm(plus(there.u, u, -1)) < SAME) return true;
  }
  return false;
}
