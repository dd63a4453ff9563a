import type { DynamicalSystem } from "../src/analysis/dynamical-system.js";
import { type PlaneSkeleton, planeSkeleton } from "../src/analysis/phase-plane/phase-plane.js";
import type { RestRule } from "../src/analysis/phase-plane/plane-section.js";

/** A system from its right-hand side. */
export function systemOf(size: number, field: (x: Float64Array) => readonly number[]): DynamicalSystem {
  return { size, field: (x) => Float64Array.from(field(x)) };
}

/** dx/dt = A x. */
export const linear = (A: readonly (readonly number[])[]): DynamicalSystem =>
  systemOf(A.length, (x) => A.map((row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0)));

/** Van der Pol's oscillator with mu = 1, in the plane (x, dx/dt). */
export const vanDerPol = systemOf(2, ([x, y]) => [y!, (1 - x! * x!) * y! - x!]);

/** du/dt = u - u³, dy/dt = -y seen in x = u + 0.3 y²: its separatrix is x = 0.3 y². */
export const bent = systemOf(2, ([x, y]) => {
  const u = x! - 0.3 * y! * y!;
  return [u - u * u * u - 0.6 * y! * y!, -y!];
});

/** The first two coordinates of a system over a square. */
export function squareOf(
  system: DynamicalSystem,
  range: readonly [number, number] = [-2, 2],
  {
    rule = "rest",
    base = new Float64Array(system.size),
    resolution = 60,
    horizon,
  }: {
    readonly rule?: RestRule;
    readonly base?: Float64Array;
    readonly resolution?: number;
    readonly horizon?: number;
  } = {},
): PlaneSkeleton {
  const coordinates = Array.from({ length: system.size }, (_, i) => ({ name: `x${i}`, unit: "1", range }));
  return planeSkeleton(system, {
    ...{ x: 0, y: 1, rule, base, coordinates, xRange: range, yRange: range, resolution, horizon },
  });
}
