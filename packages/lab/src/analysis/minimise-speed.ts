import { CholeskyDecomposition, LuDecomposition, Matrix } from "ml-matrix";
import { type DynamicalSystem, jacobianAt } from "./dynamical-system.js";

/** Where a descent of the speed ended. */
export interface Slowest {
  readonly x: Float64Array;
  /** q = |F(x)|²/2. */
  readonly q: number;
  /** max |F_i(x)|. */
  readonly residual: number;
}

const MOST_STEPS = 200;
const MOST_POLISHES = 8;
/** Steps in a row that lower q by less than this part of it before the descent counts as over. */
const PATIENCE = 3;
const STALLED = 1e-6;

function kineticEnergy(F: Float64Array): number {
  let sum = 0;
  for (const value of F) sum += value * value;
  return sum / 2;
}

function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** J'J (lower half filled on both sides) and J'F. */
function normalEquations(J: Float64Array, F: Float64Array, n: number): { A: Matrix; g: Float64Array } {
  const sums = new Float64Array(n * n);
  const g = new Float64Array(n);
  for (let r = 0; r < n; r++) {
    const row = r * n;
    for (let i = 0; i < n; i++) {
      const value = J[row + i]!;
      if (value === 0) continue;
      g[i]! += value * F[r]!;
      for (let j = 0; j <= i; j++) sums[i * n + j]! += value * J[row + j]!;
    }
  }
  const A = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      A.set(i, j, sums[i * n + j]!);
      A.set(j, i, sums[i * n + j]!);
    }
  }
  return { A, g };
}

function damped(A: Matrix, g: Float64Array, damping: number): number[] | undefined {
  const B = A.clone();
  for (let i = 0; i < B.rows; i++) B.set(i, i, B.get(i, i) + damping);
  const factor = new CholeskyDecomposition(B);
  return factor.isPositiveDefinite() ? factor.solve(Matrix.columnVector(g)).to1DArray() : undefined;
}

/** Levenberg-Marquardt on F: (J'J + damping·I) step = -J'F. Marquardt 1963, J Soc Ind Appl Math 11:431. */
function descend(system: DynamicalSystem, start: Float64Array): Float64Array {
  const { size: n } = system;
  let x = start.slice();
  let F = system.field(x);
  let q = kineticEnergy(F);
  let damping = -1;
  let stalled = 0;
  for (let step = 0; step < MOST_STEPS && q > 1e-30; step++) {
    const { A, g } = normalEquations(jacobianAt(system, x), F, n);
    const scale = largest(A.diagonal());
    if (damping < 0) damping = 1e-3 * scale;
    if (largest(g) <= 1e-15 * Math.sqrt(scale * q) || !(scale > 0)) break;
    const before = q;
    for (; damping < 1e8 * scale; damping *= 8) {
      const move = damped(A, g, damping);
      const next = move && x.map((value, i) => value - move[i]!);
      const there = next && system.field(next);
      const reached = there ? kineticEnergy(there) : Number.NaN;
      if (reached < q) {
        [x, F, q] = [next!, there!, reached];
        damping = Math.max(damping / 8, 1e-14 * scale);
        break;
      }
    }
    stalled = q > before * (1 - STALLED) ? stalled + 1 : 0;
    if (q === before || stalled >= PATIENCE) break;
  }
  return x;
}

/** Newton's method from near a zero, for as long as it makes max |F| smaller. */
function polish(system: DynamicalSystem, start: Float64Array): Slowest {
  const { size: n } = system;
  let x = start;
  let F = system.field(x);
  for (let step = 0; step < MOST_POLISHES; step++) {
    const factor = new LuDecomposition(Matrix.from1DArray(n, n, Array.from(jacobianAt(system, x))));
    if (factor.isSingular()) break;
    const move = factor.solve(Matrix.columnVector(F)).to1DArray();
    if (!(largest(move) < 1e-3 * Math.max(1, largest(x)))) break;
    const next = x.map((value, i) => value - move[i]!);
    const there = system.field(next);
    if (!(largest(there) < largest(F))) break;
    [x, F] = [next, there];
  }
  return { x, q: kineticEnergy(F), residual: largest(F) };
}

/** The nearest place downhill of q = |F(x)|²/2 from a start: a zero of F, or where F is least. */
export function minimiseSpeed(system: DynamicalSystem, start: Float64Array): Slowest {
  return polish(system, descend(system, start));
}
