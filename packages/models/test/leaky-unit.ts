import type { Circuit } from "../src/index.js";

export interface LeakyUnit {
  readonly tauMs: number;
  readonly initial?: number;
  /** Amplitude of the white noise, per √ms. */
  readonly diffusion?: number;
  readonly units?: number;
}

/** dr/dt = (input - r)/tau: the smallest circuit, and with noise the Ornstein-Uhlenbeck process. */
export function leakyUnit({ tauMs, initial = 0, diffusion, units = 1 }: LeakyUnit): Circuit {
  return {
    model: "leaky-unit",
    areas: Array.from({ length: units }, (_, i) => `unit ${i}`),
    groups: [[{ name: "r", unit: "Hz", initial, diffusion }]],
    inputs: [{ name: "drive", baseline: 0 }],
    constants: {},
    scratch: {},
    fastest: { ms: tauMs, name: "tau" },
    field: ({ k, n, trials, x, dx, input }) => [
      () => k.leak(dx.r!, x.r!, input.drive!, 1 / tauMs, 1 / tauMs, trials * n),
    ],
  };
}
