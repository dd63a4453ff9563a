import { scalar } from "@isocortex/core-wasm";
import { cosOfTurn, sinOfTurn } from "../scalar-math.js";

/** exp(kappa cos d) over its sum, at the distances d = 0, 360/n, ... of n units on a ring: (n), sum 1. */
export function vonMisesProfile(n: number, kappa: number): Float64Array {
  const profile = Float64Array.from({ length: n }, (_, d) => scalar.exp(kappa * (cosOfTurn(d, n) - 1)));
  const sum = profile.reduce((total, value) => total + value, 0);
  return profile.map((value) => value / sum);
}

/** The matrix (n, n) whose entry (i, j) is scale times the profile at the distance of i and j. */
export function circulant(profile: Float64Array, scale: number): Float64Array {
  const n = profile.length;
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return scale * profile[(i - j + n) % n]!;
  });
}

/** Discrete Fourier transform of a profile that is even in its distance: n div 2 + 1 real numbers. */
function evenSpectrum(profile: Float64Array): Float64Array {
  const n = profile.length;
  return Float64Array.from({ length: Math.floor(n / 2) + 1 }, (_, k) =>
    profile.reduce((sum, value, d) => sum + value * cosOfTurn((k * d) % n, n), 0),
  );
}

/** Factors of circulant matrices: matrix i is fromModes (n, modes) times toModes[i] (modes, n). */
export interface RingFactors {
  readonly modes: number;
  readonly toModes: readonly Float64Array[];
  readonly fromModes: Float64Array;
}

/** Coefficients of a profile of sum 1 that double precision cannot tell from 0. */
const ROUNDING = Number.EPSILON / 2;

/**
 * Products with even circulant matrices of one size by the discrete Fourier transform, restricted to the modes up to the
 * first frequency at which every profile's coefficient is below rounding. Those of a von Mises profile fall all the way, as
 * (kappa/2)^k/k!, so that 33 modes of 512 units carry kappa 1.5.
 * @param kernels profile (n) of sum 1, and what to scale its matrix by
 */
export function ringFactors(
  kernels: readonly { readonly profile: Float64Array; readonly scale: number }[],
): RingFactors {
  const n = kernels[0]!.profile.length;
  const spectra = kernels.map(({ profile }) => evenSpectrum(profile));
  const count = spectra[0]!.findIndex((_, k) =>
    spectra.every((spectrum) => Math.abs(spectrum[k]!) <= ROUNDING),
  );
  const frequencies = [...spectra[0]!.keys()].slice(0, count < 0 ? undefined : count);
  const waves = frequencies.flatMap((k) => {
    const alone = k === 0 || 2 * k === n;
    const share = (alone ? 1 : 2) / n;
    const cosine = { k, share, wave: cosOfTurn };
    return alone ? [cosine] : [cosine, { k, share, wave: sinOfTurn }];
  });
  const modes = waves.length;
  const basis = (m: number, i: number): number => waves[m]!.wave((waves[m]!.k * i) % n, n);
  return {
    modes,
    toModes: kernels.map(({ scale }, which) =>
      Float64Array.from({ length: modes * n }, (_, at) => {
        const m = Math.floor(at / n);
        const { k, share } = waves[m]!;
        return scale * share * spectra[which]![k]! * basis(m, at % n);
      }),
    ),
    fromModes: Float64Array.from({ length: n * modes }, (_, at) => basis(at % modes, Math.floor(at / modes))),
  };
}
