import { scalar } from "@isocortex/core-wasm";
import { integralOfErfcx } from "./integral-of-erfcx.js";

const ROOT_OF_PI = Math.sqrt(Math.PI);
const MS_PER_S = 1000;

/** A leaky integrate-and-fire cell; voltages in mV, times in ms. */
export interface LeakyIntegrator {
  readonly tau: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
}

/**
 * Rate in Hz of a membrane that takes √π·tau·∫ erfcx(-x) dx ms from `reset` to `threshold`, both in standard deviations
 * from the mean voltage: 0 where that is longer than any double; 1/refractory where corrections of the boundaries have put
 * the threshold below the reset.
 */
export function firstPassageRate(
  { tau, refractory }: Pick<LeakyIntegrator, "tau" | "refractory">,
  reset: number,
  threshold: number,
): number {
  const passage = threshold > reset ? ROOT_OF_PI * tau * integralOfErfcx(reset, threshold) : 0;
  return MS_PER_S / (refractory + passage);
}

/** Rate in Hz under a constant drive that would hold the membrane at `mean` mV: Lapicque's f-I curve. */
export function noiselessRate({ tau, threshold, reset, refractory }: LeakyIntegrator, mean: number): number {
  if (!(mean > threshold)) return 0;
  return MS_PER_S / (refractory + tau * scalar.log((mean - reset) / (mean - threshold)));
}

/**
 * Rate in Hz under white noise that would hold the membrane, if it had no threshold, at `mean` ± `sd`/√2 mV.
 * Siegert 1951, as Ricciardi 1977 and Amit & Brunel 1997 write it: 1/rate = refractory + tau √π ∫ exp(x²)(1 + erf x) dx
 * from (reset - mean)/sd to (threshold - mean)/sd.
 */
export function siegertRate(cell: LeakyIntegrator, mean: number, sd: number): number {
  const reset = (cell.reset - mean) / sd;
  const threshold = (cell.threshold - mean) / sd;
  if (!Number.isFinite(reset) || !Number.isFinite(threshold)) return noiselessRate(cell, mean);
  return firstPassageRate(cell, reset, threshold);
}
