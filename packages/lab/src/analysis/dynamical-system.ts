/** A continuous system dx/dt = F(x), or a map written as one: F(x) = (map(x) - x)/step. */
export interface DynamicalSystem {
  readonly size: number;
  /** F(x), a new array (size). */
  field(x: Float64Array): Float64Array;
  /** F of `count` states one after another, (count, size); one by one where left out. */
  readonly fields?: ((states: Float64Array, count: number) => Float64Array) | undefined;
  /** dF_i/dx_j, row-major (size, size); differenced from the field when left out. */
  readonly jacobian?: ((x: Float64Array) => Float64Array) | undefined;
  /** Step of the map x + step·F(x) that is really taken, in the field's unit of time; none for a flow. */
  readonly step?: number | undefined;
}

/** Cube root of the rounding unit of doubles, which balances rounding and curvature of a central difference. */
const RELATIVE_STEP = 6.055e-6;

/** dF_i/dx_j by central differences, (size, size) row-major; relative error about 1e-10 where F is smooth. */
export function differencedJacobian({ size, field }: DynamicalSystem, x: Float64Array): Float64Array {
  const J = new Float64Array(size * size);
  const at = x.slice();
  for (let j = 0; j < size; j++) {
    const h = RELATIVE_STEP * Math.max(1, Math.abs(x[j]!));
    const [above, below] = [x[j]! + h, x[j]! - h];
    at[j] = above;
    const up = field(at);
    at[j] = below;
    const down = field(at);
    at[j] = x[j]!;
    for (let i = 0; i < size; i++) J[i * size + j] = (up[i]! - down[i]!) / (above - below);
  }
  return J;
}

/** The Jacobian that the system has, or its differences. */
export function jacobianAt(system: DynamicalSystem, x: Float64Array): Float64Array {
  return system.jacobian?.(x) ?? differencedJacobian(system, x);
}

/** F of `count` states one after another, (count, size). */
export function fieldsAt(system: DynamicalSystem, states: Float64Array, count: number): Float64Array {
  if (system.fields) return system.fields(states, count);
  const { size } = system;
  const out = new Float64Array(count * size);
  for (let i = 0; i < count; i++) out.set(system.field(states.subarray(i * size, (i + 1) * size)), i * size);
  return out;
}
