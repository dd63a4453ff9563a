import type { Channel, TaskParameter } from "./task.js";

// Kinds of parameters that many tasks have.

export interface NumberParameter extends TaskParameter {
  readonly value: number;
}

export interface ListParameter extends TaskParameter {
  readonly value: readonly number[];
}

export const OURS = "chosen by us";

/** A duration of an epoch. */
export function duration(value: number, from: string): NumberParameter {
  return { value, unit: "ms", from, range: [0, 60_000] };
}

/** A number without unit. */
export function amount(
  value: number,
  from: string,
  range: readonly [number, number] = [0, 10],
): NumberParameter {
  return { value, unit: "1", from, range };
}

/** A whole number of things. */
export function count(value: number, from: string, range: readonly [number, number]): NumberParameter {
  return { value, unit: "1", from, range, whole: true };
}

/** Strengths of evidence, 0 none and 1 full. */
export function coherences(value: readonly number[], from: string): ListParameter {
  return { value, unit: "1", from, range: [0, 1] };
}

/** Width (standard deviation) of a bump on a ring. */
export function width(value: number, from: string): NumberParameter {
  return { value, unit: "deg", from, range: [1, 180] };
}

/** Amplitude σ of white noise on the inputs; a step of dt has a standard deviation of σ/√dt. */
export function whiteNoise(value: number, from: string): NumberParameter {
  return { value, unit: "√ms", from, range: [0, 100] };
}

/** A standard deviation of σ/√dt on each channel: halving dt leaves what a slow unit makes of it as it was. */
export function whiteOn(
  channels: readonly Channel[],
  sigma: number,
  dtMs: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(channels.map(({ name }) => [name, sigma / Math.sqrt(dtMs)]));
}
