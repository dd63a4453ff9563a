/** Functions from drive to activity, by the model's names. */
export const activations = {
  linear: (drive: number): number => drive,
  relu: (drive: number): number => Math.max(0, drive),
  tanh: Math.tanh,
  sigmoid: (drive: number): number => 1 / (1 + Math.exp(-drive)),
} as const;

/** A leaky unit under a constant input: tau da/dt = -a + f(w a + x) from `start`. */
export interface LeakyUnit {
  readonly tau: number;
  readonly w: number;
  readonly x: number;
  readonly start: number;
  readonly activation: keyof typeof activations;
}

/** One step of the Elman network: f(w a + x). */
export function elmanStep({ w, x, activation }: LeakyUnit, a: number): number {
  return activations[activation](w * a + x);
}

/** Activity at times 0, dt, 2 dt ... up to `until` by Euler's method, whatever alpha = dt/tau is. */
export function eulerCurve(unit: LeakyUnit, dt: number, until: number): { t: number[]; a: number[] } {
  const alpha = dt / unit.tau;
  const [t, a] = [[0], [unit.start]];
  for (let k = 1; k * dt <= until * (1 + 1e-12); k++) {
    const before = a[k - 1]!;
    t.push(k * dt);
    // With alpha = 1 the old activity cancels, to the last bit.
    a.push((1 - alpha) * before + alpha * elmanStep(unit, before));
  }
  return { t, a };
}

/** Activity at a time of a linear unit, in closed form. */
export function exactLinear({ tau, w, x, start }: LeakyUnit, t: number): number {
  if (w === 1) return start + (x * t) / tau;
  const rest = x / (1 - w);
  return rest + (start - rest) * Math.exp((-(1 - w) * t) / tau);
}

/** How fast the unit returns to where it is, times tau: 1 - w f'(drive). A linear Euler step multiplies its distance by 1 - alpha times this. */
export function pull(unit: LeakyUnit, a: number): number {
  const by = 1e-5;
  return 1 - (elmanStep(unit, a + by) - elmanStep(unit, a - by)) / (2 * by);
}
