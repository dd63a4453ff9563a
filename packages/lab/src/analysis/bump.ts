import { cosOfTurn, sinOfTurn, turnOf } from "@isocortex/models";

/** Activity on a ring of preferred angles, read as one remembered place. */
export interface Bump {
  /** Direction of the population vector, [0, 360) degrees. */
  readonly angleDeg: number;
  /** Largest rate. */
  readonly peak: number;
  /** Full width at half of the peak, degrees; undefined where activity does not fall to half on both sides. */
  readonly widthDeg: number | undefined;
}

/** Direction of the population vector Σ rate·e^(i angle), [0, 360) degrees; 0 for a vector of length 0. */
export function populationVector(rates: ArrayLike<number>, anglesDeg: ArrayLike<number>): number {
  let [x, y] = [0, 0];
  for (let i = 0; i < rates.length; i++) {
    x += rates[i]! * cosOfTurn(anglesDeg[i]!, 360);
    y += rates[i]! * sinOfTurn(anglesDeg[i]!, 360);
  }
  return 360 * turnOf(x, y);
}

/** How far a decoded angle lies from the one cued, (-180, 180] degrees, positive to larger angles. */
export function angleError(decodedDeg: number, cuedDeg: number): number {
  const turned = (((decodedDeg - cuedDeg) % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}

/** Units from the peak to half of it in one direction, interpolated; undefined where none is that low. */
function toHalf(rates: ArrayLike<number>, at: number, direction: 1 | -1): number | undefined {
  const n = rates.length;
  const rate = (k: number): number => rates[(((at + direction * k) % n) + n) % n]!;
  const half = rate(0) / 2;
  for (let k = 1; k < n; k++) {
    if (rate(k) > half) continue;
    return k - 1 + (rate(k - 1) - half) / (rate(k - 1) - rate(k));
  }
  return undefined;
}

/** Full width at half of the peak of units evenly spaced on a ring, in degrees, between interpolated crossings. */
export function bumpWidth(rates: ArrayLike<number>): number | undefined {
  const peak = largest(rates);
  const sides = [toHalf(rates, peak, 1), toHalf(rates, peak, -1)] as const;
  if (!(rates[peak]! > 0) || sides[0] === undefined || sides[1] === undefined) return undefined;
  return ((sides[0] + sides[1]) * 360) / rates.length;
}

function largest(rates: ArrayLike<number>): number {
  let at = 0;
  for (let i = 1; i < rates.length; i++) if (rates[i]! > rates[at]!) at = i;
  return at;
}

/**
 * Decoded angle, peak and width of the activity of units evenly spaced on a ring.
 * @param rates (n) @param anglesDeg (n) preferred angles, ascending
 */
export function bumpOf(rates: ArrayLike<number>, anglesDeg: ArrayLike<number>): Bump {
  return {
    angleDeg: populationVector(rates, anglesDeg),
    peak: rates[largest(rates)]!,
    widthDeg: bumpWidth(rates),
  };
}

/**
 * Variance per ms with which independent noise moves a bump along its ring, to first order in the noise: the noise is
 * projected on the left neutral mode v of the linearised dynamics, normalised by its overlap with the shift u of the bump.
 * Burak & Fiete 2012, PNAS 109:17645.
 * @param neutral v (n) @param shift u (n), change of each rate per degree that the bump moves
 * @param diffusion amplitude of each unit's white noise, unit of rates/√ms
 * @returns degrees²/ms
 */
export function bumpDiffusion(
  neutral: ArrayLike<number>,
  shift: ArrayLike<number>,
  diffusion: number,
): number {
  let [square, overlap] = [0, 0];
  for (let i = 0; i < neutral.length; i++) {
    square += neutral[i]! * neutral[i]!;
    overlap += neutral[i]! * shift[i]!;
  }
  return (diffusion * diffusion * square) / (overlap * overlap);
}
