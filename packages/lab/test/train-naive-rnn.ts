/** A leaky network written out loop by loop, forward and backward: what the fast one is held against. */
export interface NaiveRnn {
  readonly convention: "state" | "rate";
  readonly activation: "relu" | "tanh";
  readonly alpha: number;
  readonly steps: number;
  readonly trials: number;
  readonly n: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Effective weights, row-major [post][pre]. */
  readonly weights: Readonly<
    Record<"W_in" | "W_rec" | "W_out" | "b_rec" | "b_out" | "init_state", Float64Array>
  >;
}

export interface NaiveTrace {
  /** (steps + 1, trials, n) */
  readonly states: Float64Array;
  /** Recurrent drive of each step in (steps, trials, n). */
  readonly drives: Float64Array;
  /** (steps, trials, outputs) */
  readonly z: Float64Array;
}

/** What one backward step has at hand, all (trials, n). */
export interface NaiveSignals {
  readonly error: Float64Array;
  readonly kept: Float64Array;
  readonly sent: Float64Array;
  readonly gain: Float64Array;
  readonly carried: Float64Array;
}

const activations = {
  relu: { f: (x: number) => Math.max(x, 0), slope: (x: number) => (x > 0 ? 1 : 0) },
  tanh: { f: Math.tanh, slope: (x: number) => 1 - Math.tanh(x) ** 2 },
};

/** inputs (steps, trials, inputs) */
export function naiveForward(net: NaiveRnn, u: Float64Array): NaiveTrace {
  const { alpha, steps, trials, n, inputs, outputs, weights: w } = net;
  const { f } = activations[net.activation];
  const state = net.convention === "state";
  const states = new Float64Array((steps + 1) * trials * n);
  const drives = new Float64Array(steps * trials * n);
  const z = new Float64Array(steps * trials * outputs);
  for (let b = 0; b < trials; b++) states.set(w.init_state, b * n);
  for (let t = 0; t < steps; t++) {
    for (let b = 0; b < trials; b++) {
      const [before, after] = [(t * trials + b) * n, ((t + 1) * trials + b) * n];
      for (let i = 0; i < n; i++) {
        let drive = w.b_rec[i]!;
        for (let j = 0; j < n; j++) {
          const x = states[before + j]!;
          drive += w.W_rec[i * n + j]! * (state ? f(x) : x);
        }
        for (let j = 0; j < inputs; j++) drive += w.W_in[i * inputs + j]! * u[(t * trials + b) * inputs + j]!;
        drives[before + i] = drive;
        states[after + i] = (1 - alpha) * states[before + i]! + alpha * (state ? drive : f(drive));
      }
      for (let k = 0; k < outputs; k++) {
        let sum = w.b_out[k]!;
        for (let i = 0; i < n; i++) {
          const x = states[after + i]!;
          sum += w.W_out[k * n + i]! * (state ? f(x) : x);
        }
        z[(t * trials + b) * outputs + k] = sum;
      }
    }
  }
  return { states, drives, z };
}

/** Gradients by effective weights from gz, that by the outputs, and the signals of each step, the last step's first. */
export function naiveBackward(
  net: NaiveRnn,
  u: Float64Array,
  { states, drives }: NaiveTrace,
  gz: Float64Array,
): { gradients: Record<keyof NaiveRnn["weights"], Float64Array>; signals: NaiveSignals[] } {
  const { alpha, steps, trials, n, inputs, outputs, weights: w } = net;
  const { f, slope } = activations[net.activation];
  const state = net.convention === "state";
  const gradients = {
    W_in: new Float64Array(w.W_in.length),
    W_rec: new Float64Array(w.W_rec.length),
    W_out: new Float64Array(w.W_out.length),
    b_rec: new Float64Array(n),
    b_out: new Float64Array(outputs),
    init_state: new Float64Array(n),
  };
  const signals: NaiveSignals[] = [];
  let carried = new Float64Array(trials * n);
  for (let t = steps - 1; t >= 0; t--) {
    const error = carried.slice();
    const sent = new Float64Array(trials * n);
    const gain = new Float64Array(trials * n).fill(1);
    carried = new Float64Array(trials * n);
    for (let b = 0; b < trials; b++) {
      const [at, before, after] = [b * n, (t * trials + b) * n, ((t + 1) * trials + b) * n];
      for (let k = 0; k < outputs; k++) {
        const g = gz[(t * trials + b) * outputs + k]!;
        gradients.b_out[k]! += g;
        for (let i = 0; i < n; i++) {
          const x = states[after + i]!;
          gradients.W_out[k * n + i]! += g * (state ? f(x) : x);
          error[at + i]! += g * w.W_out[k * n + i]! * (state ? slope(x) : 1);
        }
      }
      for (let i = 0; i < n; i++) {
        sent[at + i] = alpha * error[at + i]! * (state ? 1 : slope(drives[before + i]!));
        if (state) gain[at + i] = slope(states[before + i]!);
      }
      for (let i = 0; i < n; i++) {
        const s = sent[at + i]!;
        gradients.b_rec[i]! += s;
        for (let j = 0; j < inputs; j++)
          gradients.W_in[i * inputs + j]! += s * u[(t * trials + b) * inputs + j]!;
        for (let j = 0; j < n; j++) {
          const x = states[before + j]!;
          gradients.W_rec[i * n + j]! += s * (state ? f(x) : x);
          carried[at + j]! += gain[at + j]! * s * w.W_rec[i * n + j]!;
        }
      }
      for (let j = 0; j < n; j++) carried[at + j]! += (1 - alpha) * error[at + j]!;
    }
    signals.push({ error, kept: error.map((e) => (1 - alpha) * e), sent, gain, carried });
  }
  for (let b = 0; b < trials; b++)
    for (let i = 0; i < n; i++) gradients.init_state[i]! += carried[b * n + i]!;
  return { gradients, signals };
}
