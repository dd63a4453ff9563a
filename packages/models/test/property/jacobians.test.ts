import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import { describe, expect, it } from "vitest";
import { baselineInput, type Circuit, models } from "../../src/index.js";
import { circuitOf, type Variant } from "../circuit-of.js";
import { derivatives } from "../derivatives.js";

const STATES = 100;
const STEP = 1e-5;

/** Columns of central differences, put into rows. */
function differenced(circuit: Circuit, x: Float64Array, input: Float64Array): Float64Array {
  const size = x.length;
  const J = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const at = (by: number): Float64Array => derivatives(circuit, x.with(j, x[j]! + by), input);
    const [up, down] = [at(STEP), at(-STEP)];
    for (let i = 0; i < size; i++) J[i * size + j] = (up[i]! - down[i]!) / (2 * STEP);
  }
  return J;
}

const conventions = ["wilson-cowan-1972", "code", "rate"].map(
  (convention) => ["wilson-cowan", { options: { convention } }] as const,
);
const others = [...models.values()]
  .filter((model) => !model.needs.anatomy && circuitOf(model.name).jacobian)
  .map(({ name, params }) => [name, "N" in params ? { values: { N: 16 } } : {}] as const);
const cases: readonly (readonly [string, Variant])[] = [...others, ...conventions.slice(1)];

describe("the Jacobian in closed form", () => {
  it("is there for the local circuits", () => {
    const named = others.map(([name]) => name);
    for (const name of ["excitatory-inhibitory", "wilson-cowan", "linear-2x2", "hopf-normal-form"])
      expect(named).toContain(name);
    for (const name of ["mejias-wang-2022-area", "chaudhuri-2015-nonlinear-area"])
      expect(named).toContain(name);
  });

  it.each(cases)("of %s %j equals central differences, at random states and inputs", (name, variant) => {
    const circuit = circuitOf(name, variant);
    const uniform = uniformsOf(randomStream(7).split(name));
    const baseline = baselineInput(circuit);
    const ranges = circuit.groups.flat().flatMap(({ range }) => circuit.areas.map(() => range!));
    for (let i = 0; i < STATES; i++) {
      const x = Float64Array.from(ranges, ([low, high]) => low + (high - low) * uniform());
      const input = baseline.map((value) => value * (0.5 + uniform()) + 0.1 * uniform());
      const difference = differenced(circuit, x, input);
      const size = Math.max(...difference.map(Math.abs));
      // The differences' own error: curvature times STEP², and rounding of the field over STEP.
      circuit.jacobian!(x, input).forEach((value, at) => {
        expect(Math.abs(value - difference[at]!), `entry ${at} at ${x}`).toBeLessThan(1e-7 * size);
      });
    }
  });
});
