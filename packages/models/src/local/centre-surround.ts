import { InputError } from "@isocortex/core-wasm";
import {
  ALL_AREAS,
  type Bound,
  type Circuit,
  defineModel,
  type ParameterTable,
  type ValuesOf,
} from "../model.js";
import { annulusResponse, discResponse } from "./difference-of-gaussians.js";

const ours = "chosen by us, as a textbook cell";
const ourLength = `${ours}; in units of length, as rc`;

const params = {
  Kc: { value: 1, unit: "1", from: ours, range: [0, 100] },
  Ks: { value: 0.05, unit: "1", from: ours, range: [0, 100] },
  rc: { value: 1, unit: "1", from: "radius of the centre: the unit of all lengths here", range: [0.01, 100] },
  rs: { value: 4, unit: "1", from: ourLength, range: [0.01, 100] },
  spotRadius: { value: 2, unit: "1", from: `edge between spot and ring; ${ourLength}`, range: [0, 1000] },
  ringRadius: { value: 8, unit: "1", from: `outer edge of the ring; ${ourLength}`, range: [0, 1000] },
  t1: { value: 10, unit: "ms", from: ours, range: [0.1, 1000] },
  t2: { value: 30, unit: "ms", from: ours, range: [0.1, 1000] },
  w: { value: 0.8, unit: "1", from: ours, range: [0, 2] },
  baseline: { value: 20, unit: "Hz", from: ours, range: [0, 1000] },
  gain: { value: 20, unit: "Hz", from: ours, range: [0, 1000] },
} as const satisfies ParameterTable;

type Values = ValuesOf<typeof params>;

const CELLS = ["On", "Off"] as const;
const SIGNS = [1, -1] as const;

interface Stage {
  readonly name: string;
  /** The earlier stage that it follows, the stimulus where left out. */
  readonly of?: string;
  readonly tau: number;
}

const stagesOf = (v: Values): readonly Stage[] => [
  { name: "fast1", tau: v.t1 },
  { name: "fast2", of: "fast1", tau: v.t1 },
  { name: "slow1", tau: v.t2 },
  { name: "slow2", of: "slow1", tau: v.t2 },
];

function fieldOf({ k, n, trials, x, dx, input, constant, scratch }: Bound, v: Values): () => void {
  const size = trials * n;
  const drive = scratch.drive!;
  const stages = stagesOf(v);
  return () => {
    k.multiplyRows(drive, input.centre!, constant.spot!, trials, n);
    k.addProductRows(drive, drive, input.surround!, constant.ring!, trials, n);
    for (const { name, of, tau } of stages)
      k.leak(dx[name]!, x[name]!, of === undefined ? drive : x[of]!, 1 / tau, 1 / tau, size);
  };
}

/** r = [baseline + gain (fast2 - w slow2)]+. */
function readOf({ k, n, trials, x, readout }: Bound, v: Values): () => void {
  const size = trials * n;
  return () => {
    k.addScaled(readout.r!, x.fast2!, x.slow2!, -v.w, size);
    k.thresholdLinear(readout.r!, readout.r!, v.gain, -v.baseline, size);
  };
}

/** Jacobian (4n, 4n) of the leaky stages, the same at every state, per ms. */
function jacobian(v: Values): Float64Array {
  const n = CELLS.length;
  const stages = stagesOf(v);
  const size = stages.length * n;
  const J = new Float64Array(size * size);
  stages.forEach(({ of, tau }, s) => {
    const earlier = stages.findIndex(({ name }) => name === of);
    for (let i = 0; i < n; i++) {
      const row = s * n + i;
      J[row * size + row] = -1 / tau;
      if (earlier >= 0) J[row * size + earlier * n + i] = 1 / tau;
    }
  });
  return J;
}

/**
 * An On and an Off cell of retina or thalamus with one receptive field: contrast of a spot and of a ring around it, weighted by
 * the integrals of a difference of Gaussians, then the temporal kernel
 * k(t) = (t/t1²) e^(-t/t1) - w (t/t2²) e^(-t/t2) as two cascades of two leaky integrators, then rectified around baseline.
 */
export const centreSurround = defineModel({
  name: "centre-surround",
  title: "On and Off cells with centre and surround",
  cite: ["kuffler1953", "rodieck1965"],
  params,
  switches: {},
  needs: { anatomy: false, sln: false, measures: [] },
  stimulusUnit: "1",
  protocol: {
    dtMs: 0.2,
    durationMs: 1000,
    stimuli: [{ input: "centre", areas: [ALL_AREAS], startMs: 200, endMs: 600, amplitude: 1 }],
    record: ["r"],
  },
  circuit(v: Values): Circuit {
    if (v.ringRadius < v.spotRadius) {
      throw new InputError(
        `parameters.ringRadius is ${v.ringRadius}; expected at least spotRadius, ${v.spotRadius}.`,
        { path: "parameters.ringRadius" },
      );
    }
    const spot = discResponse(v, v.spotRadius);
    const ring = annulusResponse(v, v.spotRadius, v.ringRadius);
    return {
      model: "centre-surround",
      areas: CELLS,
      groups: [stagesOf(v).map(({ name }) => ({ name, unit: "1", initial: 0, range: [-5, 5] as const }))],
      inputs: [
        { name: "centre", baseline: 0 },
        { name: "surround", baseline: 0 },
      ],
      readouts: [{ name: "r", unit: "Hz" }],
      constants: {
        spot: { perArea: Float64Array.from(SIGNS, (sign) => sign * spot) },
        ring: { perArea: Float64Array.from(SIGNS, (sign) => sign * ring) },
      },
      scratch: { drive: 1 },
      fastest: v.t1 < v.t2 ? { ms: v.t1, name: "t1" } : { ms: v.t2, name: "t2" },
      field: (bound) => [fieldOf(bound, v)],
      read: (bound) => readOf(bound, v),
      jacobian: () => jacobian(v),
      startsAtRest: true,
    };
  },
});
