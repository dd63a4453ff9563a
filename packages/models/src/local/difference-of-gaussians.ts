import { scalar } from "@isocortex/core-wasm";

/** Receptive field R(r) = Kc exp(-(r/rc)²) - Ks exp(-(r/rs)²) of an On cell; an Off cell has -R. Rodieck 1965, Vision Res 5:583. */
export interface DifferenceOfGaussians {
  /** Peak sensitivities of centre and surround, 1/area. */
  readonly Kc: number;
  readonly Ks: number;
  /** Radii at which they have fallen to 1/e, in one unit of length. */
  readonly rc: number;
  readonly rs: number;
}

/** Sensitivity at a distance from the middle. */
export function sensitivityAt({ Kc, Ks, rc, rs }: DifferenceOfGaussians, radius: number): number {
  const gaussian = (scale: number): number => scalar.exp(-((radius / scale) * (radius / scale)));
  return Kc * gaussian(rc) - Ks * gaussian(rs);
}

/** Response to a disc of contrast 1 in the middle: the integral of R over it. */
export function discResponse({ Kc, Ks, rc, rs }: DifferenceOfGaussians, radius: number): number {
  const within = (scale: number): number =>
    Math.PI * scale * scale * (1 - scalar.exp(-((radius / scale) * (radius / scale))));
  return Kc * within(rc) - Ks * within(rs);
}

/** Response to light everywhere: the integral of R over the plane. */
export function diffuseResponse({ Kc, Ks, rc, rs }: DifferenceOfGaussians): number {
  return Math.PI * (Kc * rc * rc - Ks * rs * rs);
}

/** Response to a ring between two radii, either of which may be infinite. */
export function annulusResponse(field: DifferenceOfGaussians, inner: number, outer: number): number {
  const to = outer === Number.POSITIVE_INFINITY ? diffuseResponse(field) : discResponse(field, outer);
  return to - discResponse(field, inner);
}

/** Radius of the disc that drives the cell most, where R = 0; needs Kc > Ks and rc < rs. */
export function optimalRadius({ Kc, Ks, rc, rs }: DifferenceOfGaussians): number {
  return Math.sqrt(scalar.log(Kc / Ks) / (1 / (rc * rc) - 1 / (rs * rs)));
}
