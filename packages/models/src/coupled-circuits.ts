import type { Bound, Circuit } from "./model.js";

/** Threshold-linear E-I circuits, one per area, coupled by long-range excitation. */
export interface CoupledCircuits {
  readonly model: string;
  readonly areas: readonly string[];
  readonly values: Readonly<
    Record<
      | "tauE"
      | "tauI"
      | "betaE"
      | "betaI"
      | "wEE"
      | "wIE"
      | "wEI"
      | "wII"
      | "muEE"
      | "muIE"
      | "restE"
      | "restI",
      number
    >
  >;
  /** Scaling of the excitatory input to E and to I cells (n): 1 + eta·h. */
  readonly gainE: Float64Array;
  readonly gainI: Float64Array;
  /** (n, n) row = target. */
  readonly fln: Float64Array;
  /** Standard deviation (Hz) of white noise in the drive of E, per area. */
  readonly noiseE: Float64Array | undefined;
}

/** Excitation of one population in beta-scaled form: beta·gain_i·(w·δ_ij + mu·F_ij). */
function excitation(
  fln: Float64Array,
  gain: Float64Array,
  beta: number,
  w: number,
  mu: number,
): Float64Array {
  const n = gain.length;
  return fln.map((f, at) => {
    const i = Math.floor(at / n);
    return beta * gain[i]! * ((at % n === i ? w : 0) + mu * f);
  });
}

/** The drive that makes (restE, restI) an exact fixed point: rest - W·restE + inhibition. */
function background(
  W: Float64Array,
  n: number,
  rest: number,
  restE: number,
  inhibition: number,
): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let excited = 0;
    for (let j = 0; j < n; j++) excited += W[i * n + j]! * restE;
    return rest - (excited - inhibition);
  });
}

/**
 * tauE dE/dt = -E + [WE E - betaE wEI I + JE]+ ; tauI dI/dt = -I + [WI E - betaI wII I + JI]+
 * with WE = betaE·g·(wEE + muEE F), WI = betaI·g·(wIE + muIE F). Chaudhuri et al. 2015, eqs. 1-2 in beta-scaled form.
 * Input channels E and I take Hz (already multiplied by beta).
 */
export function coupledCircuits({
  model,
  areas,
  values: v,
  gainE,
  gainI,
  fln,
  noiseE,
}: CoupledCircuits): Circuit {
  const n = areas.length;
  const WE = excitation(fln, gainE, v.betaE, v.wEE, v.muEE);
  const WI = excitation(fln, gainI, v.betaI, v.wIE, v.muIE);
  const inhibitionE = v.betaE * v.wEI;
  const inhibitionI = v.betaI * v.wII;
  // tau dE = ... + sd·√tau dW: sd is that of the drive averaged over one time constant.
  const diffusion = noiseE?.map((sd) => sd / Math.sqrt(v.tauE));
  return {
    model,
    areas,
    groups: [
      [
        { name: "rE", unit: "Hz", initial: v.restE, range: [0, 200], diffusion },
        { name: "rI", unit: "Hz", initial: v.restI, range: [0, 200] },
      ],
    ],
    inputs: [
      { name: "E", baseline: background(WE, n, v.restE, v.restE, inhibitionE * v.restI) },
      { name: "I", baseline: background(WI, n, v.restI, v.restE, inhibitionI * v.restI) },
    ],
    constants: { WE: { matrix: WE }, WI: { matrix: WI } },
    scratch: { drive: 2 },
    fastest: fastestMode(v),
    field: (bound) => [fieldOf(bound, v, inhibitionE, inhibitionI)],
    jacobian: (x, input) => jacobian(WE, WI, v, inhibitionE, inhibitionI, x, input),
    startsAtRest: true,
  };
}

function fastestMode(v: CoupledCircuits["values"]): Circuit["fastest"] {
  const inhibitory = v.tauI / (1 + v.betaI * v.wII);
  return inhibitory < v.tauE
    ? { ms: inhibitory, name: "tauI/(1 + betaI·wII)" }
    : { ms: v.tauE, name: "tauE" };
}

function fieldOf(
  bound: Bound,
  v: CoupledCircuits["values"],
  inhibitionE: number,
  inhibitionI: number,
): () => void {
  const { k, n, trials, constant } = bound;
  const size = trials * n;
  const [WE, WI, E, I, inputs] = [constant.WE!, constant.WI!, bound.x.rE!, bound.x.rI!, bound.input.E!];
  const [dE, dI] = [bound.dx.rE!, bound.dx.rI!];
  const driveE = bound.scratch.drive!;
  const driveI = driveE + (I - E);
  return () => {
    k.matmul(driveE, WE, E, n, n, trials);
    k.matmul(driveI, WI, E, n, n, trials);
    k.addScaled(driveE, driveE, I, -inhibitionE, size);
    k.addScaled(driveI, driveI, I, -inhibitionI, size);
    k.add(driveE, driveE, inputs, 2 * size);
    k.thresholdLinear(driveE, driveE, 1, 0, 2 * size);
    k.leak(dE, E, driveE, 1 / v.tauE, 1 / v.tauE, size);
    k.leak(dI, I, driveI, 1 / v.tauI, 1 / v.tauI, size);
  };
}

/** Jacobian (2n, 2n), E first, per ms: a cell below threshold has its leak alone. */
function jacobian(
  WE: Float64Array,
  WI: Float64Array,
  v: CoupledCircuits["values"],
  inhibitionE: number,
  inhibitionI: number,
  x: Float64Array,
  input: Float64Array,
): Float64Array {
  const n = Math.sqrt(WE.length);
  const A = new Float64Array(4 * n * n);
  const rows = [
    { W: WE, inhibition: inhibitionE, tau: v.tauE },
    { W: WI, inhibition: inhibitionI, tau: v.tauI },
  ];
  rows.forEach(({ W, inhibition, tau }, population) => {
    for (let i = 0; i < n; i++) {
      let drive = input[population * n + i]! - inhibition * x[n + i]!;
      for (let j = 0; j < n; j++) drive += W[i * n + j]! * x[j]!;
      const row = population * n + i;
      if (drive > 0) {
        for (let j = 0; j < n; j++) A[row * 2 * n + j] = W[i * n + j]! / tau;
        A[row * 2 * n + n + i] = -inhibition / tau;
      }
      A[row * 2 * n + row]! -= 1 / tau;
    }
  });
  return A;
}
