import { type Eigenvalue, modulus } from "../eigenvalues.js";

export type EquilibriumType =
  | "stable node"
  | "unstable node"
  | "stable focus"
  | "unstable focus"
  | "saddle"
  | "saddle focus"
  | "centre"
  | "degenerate";

/** What the linear part of a system says of an equilibrium. */
export interface LinearType {
  readonly type: EquilibriumType;
  /** Eigenvalues with a real part above 0. */
  readonly unstable: number;
  /** 2 pi/|Im| of the pair of eigenvalues that decays least or grows most, where there is one. */
  readonly period?: number;
  /** -1/Re of each eigenvalue, slowest first; negative where it grows, infinite where neither. */
  readonly timeConstants: readonly number[];
}

/** A real part below this share of the largest eigenvalue is none: room for a differenced Jacobian. */
const MARGINAL = 1e-8;

/** The type of an equilibrium from the eigenvalues of its Jacobian, the largest real part first. */
export function classifyEquilibrium(spectrum: readonly Eigenvalue[]): LinearType {
  const size = spectrum.reduce((most, one) => Math.max(most, modulus(one)), 0);
  const isMarginal = ({ re }: Eigenvalue): boolean => Math.abs(re) <= MARGINAL * size;
  const unstable = spectrum.filter((one) => one.re > 0 && !isMarginal(one)).length;
  const pair = spectrum.find(({ im }) => im !== 0);
  const marginal = spectrum.filter(isMarginal);
  const name = (): EquilibriumType => {
    if (marginal.length > 0) {
      const oscillates = marginal.every(({ im }) => Math.abs(im) > MARGINAL * size);
      return oscillates && unstable === 0 ? "centre" : "degenerate";
    }
    if (unstable > 0 && unstable < spectrum.length) return pair ? "saddle focus" : "saddle";
    const leading = spectrum[0]!.im !== 0 || (unstable > 0 && pair !== undefined);
    return `${unstable === 0 ? "stable" : "unstable"} ${leading ? "focus" : "node"}`;
  };
  return {
    type: name(),
    unstable,
    ...(pair ? { period: (2 * Math.PI) / Math.abs(pair.im) } : {}),
    timeConstants: spectrum
      .map((one) => (isMarginal(one) ? Number.POSITIVE_INFINITY : -1 / one.re))
      .sort((a, b) => Math.abs(b) - Math.abs(a)),
  };
}
