const QUARTER = 90;
const RADIANS = Math.PI / 180;

/** Taylor series in x² on |x| <= π/4, highest power first; the first term left out is below 1e-17. */
const SINE = [
  1 / 355687428096000,
  -1 / 1307674368000,
  1 / 6227020800,
  -1 / 39916800,
  1 / 362880,
  -1 / 5040,
  1 / 120,
  -1 / 6,
  1,
];
const COSINE = [
  1 / 20922789888000,
  -1 / 87178291200,
  1 / 479001600,
  -1 / 3628800,
  1 / 40320,
  -1 / 720,
  1 / 24,
  -1 / 2,
  1,
];
/** Taylor series of atan(x)/x in x² on |x| <= tan(π/12). */
const ARCTANGENT = Array.from({ length: 14 }, (_, i) => (i % 2 === 0 ? -1 : 1) / (27 - 2 * i));

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const c of coefficients) sum = sum * x + c;
  return sum;
}

/** The angle in [0, 360) that points the same way. */
export function wholeTurn(degrees: number): number {
  const rest = degrees - 360 * Math.floor(degrees / 360);
  return rest < 360 ? rest : 0;
}

/** The shortest turn from one angle to another in degrees, in [-180, 180). */
export function turn(from: number, to: number): number {
  return wholeTurn(to - from + 180) - 180;
}

/**
 * Cosine and sine of an angle in degrees, by reduction to 45 degrees and a series in plain arithmetic, as JavaScript's own
 * differ between engines. Exact at multiples of 90; elsewhere within 4e-16.
 */
export function direction(degrees: number): readonly [cosine: number, sine: number] {
  const quarters = Math.round(degrees / QUARTER);
  const x = (degrees - quarters * QUARTER) * RADIANS;
  const c = polynomial(COSINE, x * x);
  const s = x * polynomial(SINE, x * x);
  const turns = quarters - 4 * Math.floor(quarters / 4);
  if (turns === 0) return [c, s];
  if (turns === 1) return [-s, c];
  if (turns === 2) return [-c, -s];
  return [s, -c];
}

/** Arc tangent of x in [0, 1], in radians. */
function arctangent(x: number): number {
  const far = x > 0.2679491924311227;
  const reduced = far ? (Math.sqrt(3) * x - 1) / (Math.sqrt(3) + x) : x;
  return (far ? Math.PI / 6 : 0) + reduced * polynomial(ARCTANGENT, reduced * reduced);
}

/** The angle of a vector in degrees, in [0, 360), within 1e-13; NaN for a vector of no length. */
export function angleOf(x: number, y: number): number {
  const [a, b] = [Math.abs(x), Math.abs(y)];
  if (!(a + b > 0)) return Number.NaN;
  const octant = a >= b ? arctangent(b / a) : Math.PI / 2 - arctangent(a / b);
  const half = x < 0 ? 180 - octant / RADIANS : octant / RADIANS;
  return wholeTurn(y < 0 ? -half : half);
}
