import type { Connectome } from "@isocortex/lab";
import { matvec } from "./plain-loops.js";

/** Chaudhuri et al. 2015 as a plain loop over typed arrays; returns a function that takes so many steps from rest. */
export function plainChaudhuri(
  p: Readonly<Record<string, number>>,
  { areas, fln, measures }: Connectome,
  dtMs: number,
) {
  const n = areas.length;
  const gain = measures.hierarchy!.map((h) => 1 + p.eta! * h);
  const [rE, rI, far] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const rest = (E: number, I: number, i: number): [number, number] => {
    const distant = matrixRowSum(fln, n, i) * E;
    return [
      E - p.betaE! * (gain[i]! * (p.wEE! * E + p.muEE! * distant) - p.wEI! * I),
      I - p.betaI! * (gain[i]! * (p.wIE! * E + p.muIE! * distant) - p.wII! * I),
    ];
  };
  const background = areas.map((_, i) => rest(p.restE!, p.restI!, i));
  return (steps: number): Float64Array => {
    rE.fill(p.restE!);
    rI.fill(p.restI!);
    for (let step = 0; step < steps; step++) {
      matvec(far, fln, rE, n, n);
      for (let i = 0; i < n; i++) {
        const [E, I] = [rE[i]!, rI[i]!];
        const driveE = gain[i]! * (p.wEE! * E + p.muEE! * far[i]!) - p.wEI! * I;
        const driveI = gain[i]! * (p.wIE! * E + p.muIE! * far[i]!) - p.wII! * I;
        rE[i] = E + (dtMs / p.tauE!) * (Math.max(p.betaE! * driveE + background[i]![0], 0) - E);
        rI[i] = I + (dtMs / p.tauI!) * (Math.max(p.betaI! * driveI + background[i]![1], 0) - I);
      }
    }
    return rE;
  };
}

function matrixRowSum(matrix: Float64Array, n: number, row: number): number {
  return matrix.subarray(row * n, (row + 1) * n).reduce((sum, value) => sum + value, 0);
}
