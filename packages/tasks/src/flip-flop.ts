import { amount, count, duration, OURS } from "./parameters.js";
import { type Drive, defineTask, type Scored, type TaskParameterTable } from "./task.js";

const source = "Sussillo & Barak 2013, Neural Comput 25:626";

const params = {
  bits: count(3, source, [1, 12]),
  slots: count(16, OURS, [2, 1000]),
  pulseMs: duration(20, OURS),
  holdMs: duration(80, OURS),
  pulseChance: amount(0.25, OURS, [0, 1]),
} as const satisfies TaskParameterTable;

/** Pulses of one slot: 1, -1 or none (0) for each bit. The first slot has one for each, so that every bit has a state. */
function pulses(bits: number, chance: number, random: () => number): readonly number[] {
  return Array.from({ length: bits }, () => {
    const isThere = random() < chance;
    const sign = random() < 0.5 ? -1 : 1;
    return isThere ? sign : 0;
  });
}

/**
 * Remember the sign of the last pulse on each of several inputs. A trial is correct when every bit has the right sign at
 * the end of every slot; `error` is the share of wrong ones, `choice` how many were right.
 */
export const flipFlop = defineTask({
  name: "flip-flop",
  title: "Remember the last pulse on each input",
  cite: ["sussillo2013"],
  params,
  dtMs: 20,
  output: "linear",
  inputs: (p) => [{ name: "pulses", size: p.bits }],
  outputs: (p) => [{ name: "bits", size: p.bits }],
  inputNoise: () => ({}),
  durationMs: (p) => p.slots * (p.pulseMs + p.holdMs),
  conditions: () => ({}),
  trial(p, random) {
    const epochs: [string, number][] = [];
    const inputs: Drive[] = [];
    const targets: Drive[] = [];
    const scored: Scored[] = [];
    let state: readonly number[] = Array.from({ length: p.bits }, () => 0);
    for (let slot = 1; slot <= p.slots; slot++) {
      const given = pulses(p.bits, slot === 1 ? 1 : p.pulseChance, random);
      const [pulse, hold] = [`pulse ${slot}`, `hold ${slot}`];
      state = state.map((bit, i) => given[i] || bit);
      epochs.push([pulse, p.pulseMs], [hold, p.holdMs]);
      inputs.push({ channel: "pulses", during: pulse, value: given });
      targets.push({ channel: "bits", during: `${pulse}..${hold}`, value: state });
      scored.push({ during: hold });
    }
    return { epochs, inputs, targets, scored, condition: { bits: p.bits } };
  },
  answer(p, trial, response) {
    let right = 0;
    trial.targets.forEach(({ value }, slot) => {
      const shown = response.last("bits", `hold ${slot + 1}`);
      shown.forEach((bit, i) => {
        if (bit * (value as readonly number[])[i]! > 0) right++;
      });
    });
    const all = p.bits * p.slots;
    return { correct: right === all, choice: right, error: (all - right) / all };
  },
});
