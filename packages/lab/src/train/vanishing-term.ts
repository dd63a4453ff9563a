import type { Core, Precision } from "@isocortex/core-wasm";
import { activations, type Network, type Sequence } from "@isocortex/models";
import type { Floats } from "./floats.js";
import { vanishingScale } from "./vanishing-gradient.js";

/** What a shard contributes to the vanishing-gradient term; `addVanishingGradient` adds up shards. */
export interface VanishingShare {
  /** Sum over steps and trials of dOmega/dW_rec (hidden, hidden). */
  readonly sum: Floats;
  /** Sum of the ratios' squares, and how many there are. */
  readonly tally: Float64Array;
}

/** Gathers the term from the adjoint steps of a leaky network's sequences, by the signals that `vanishingGradient` lists. */
export interface VanishingTerm {
  setWeights(recurrent: Floats): void;
  /** For `backward`: looks at a sequence's step once its adjoint is there. */
  observe(sequence: Sequence): (t: number, toEarlier: boolean) => void;
  /** What has been gathered since it was asked for before. */
  take(): VanishingShare;
}

/** @param network with a leaky cell @param trials of the sequences observed */
export function vanishingTerm(
  core: Core,
  network: Network,
  trials: number,
  precision: Precision,
): VanishingTerm {
  const { hidden: n, cell } = network;
  const { convention, activation } = cell.leak!;
  const f = activations[activation];
  const alpha = (i: number): number => (typeof cell.gain === "number" ? cell.gain : cell.gain[i]!);
  const rows = [trials, n] as const;
  const { k, at, view, pack } = core.allocate(
    {
      W: { packed: [n, n] },
      sent: rows,
      back: rows,
      at: rows,
      slope: rows,
      weighted: rows,
      passed: rows,
      sum: [n, n],
    },
    precision,
  );
  const size = trials * n;
  const turned = new (precision === "f64" ? Float64Array : Float32Array)(n * n);
  const tally = new Float64Array(2);

  /** slope = f'(x(t - 1)) in the `state` convention, else 1. */
  function setGain(sequence: Sequence, t: number): void {
    if (convention !== "state") {
      k.fill(at.slope, 1, size);
      return;
    }
    view.at.set(sequence.stepArray(f.slopeFrom === "input" ? "state" : "rate", t - 1));
    f.slope(k, at.slope, at.at, size);
  }

  return {
    setWeights(recurrent) {
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) turned[j * n + i] = recurrent[i * n + j]!;
      pack("W", turned);
    },
    observe: (sequence) => (t, toEarlier) => {
      if (!toEarlier) return;
      const drive = sequence.stepArray("drive", t);
      const error = convention === "state" ? drive : sequence.stepArray("rateGradient", t);
      const kept = convention === "post" ? drive : error;
      for (let at = 0; at < size; at++) view.sent[at] = alpha(at % n) * drive[at]!;
      k.matmul(at.back, at.W, at.sent, n, n, trials);
      setGain(sequence, t);
      k.multiply(at.back, at.back, at.slope, size);
      for (let trial = 0; trial < trials; trial++) {
        let [arriving, passed] = [0, 0];
        for (let i = 0; i < n; i++) {
          const at = trial * n + i;
          const carried = (1 - alpha(i)) * kept[at]! + view.back[at]!;
          view.passed[at] = carried * view.slope[at]!;
          arriving += error[at]! * error[at]!;
          passed += carried * carried;
        }
        const scale = vanishingScale(tally, arriving, passed);
        for (let at = trial * n; at < (trial + 1) * n; at++) view.weighted[at] = scale * view.sent[at]!;
      }
      k.addOuter(at.sum, at.weighted, at.passed, n, n, trials);
    },
    take() {
      const share = { sum: view.sum.slice(), tally: tally.slice() };
      view.sum.fill(0);
      tally.fill(0);
      return share;
    },
  };
}
