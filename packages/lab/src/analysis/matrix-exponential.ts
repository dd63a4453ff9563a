import { Matrix, solve } from "ml-matrix";

/** Coefficients of the diagonal Padé approximant of order 13. Higham 2005, SIAM J Matrix Anal Appl 26:1179. */
const PADE_13 = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
  670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
] as const;
/** Largest 1-norm for which the approximant is exact to double precision. */
const THETA_13 = 5.371920351148152;

function oneNorm(A: Matrix): number {
  let largest = 0;
  for (let j = 0; j < A.columns; j++) {
    let sum = 0;
    for (let i = 0; i < A.rows; i++) sum += Math.abs(A.get(i, j));
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** p·I + q·A2 + r·A4 + s·A6. */
function combine(parts: readonly Matrix[], weights: readonly number[]): Matrix {
  const sum = Matrix.eye(parts[0]!.rows).mul(weights[0]!);
  parts.forEach((part, i) => {
    sum.add(Matrix.mul(part, weights[i + 1]!));
  });
  return sum;
}

/** exp(A) of a square matrix by scaling and squaring; relative error about 1e-13. */
export function matrixExponential(A: Matrix): Matrix {
  let squarings = 0;
  let scale = 1;
  for (const norm = oneNorm(A); norm * scale > THETA_13; scale /= 2) squarings++;
  const S = Matrix.mul(A, scale);
  const b = PADE_13;
  const A2 = S.mmul(S);
  const A4 = A2.mmul(A2);
  const A6 = A4.mmul(A2);
  const powers = [A2, A4, A6];
  const odd = S.mmul(
    A6.mmul(Matrix.add(Matrix.mul(A6, b[13]), Matrix.add(Matrix.mul(A4, b[11]), Matrix.mul(A2, b[9])))).add(
      combine(powers, [b[1], b[3], b[5], b[7]]),
    ),
  );
  const even = A6.mmul(
    Matrix.add(Matrix.mul(A6, b[12]), Matrix.add(Matrix.mul(A4, b[10]), Matrix.mul(A2, b[8]))),
  ).add(combine(powers, [b[0], b[2], b[4], b[6]]));
  let result = solve(Matrix.sub(even, odd), Matrix.add(even, odd));
  for (let i = 0; i < squarings; i++) result = result.mmul(result);
  return result;
}
