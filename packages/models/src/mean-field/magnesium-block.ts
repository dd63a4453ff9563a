import { scalar } from "@isocortex/core-wasm";
import { bisect } from "./bisect.js";

/** Voltage dependence of an NMDA current: driving force over J(V) = 1 + strength·exp(-slope·V); mV and 1/mV. */
export interface MagnesiumBlock {
  readonly slope: number;
  readonly strength: number;
  readonly reversal: number;
}

/** J: how many times smaller the block makes the current at V mV. Jahr & Stevens 1990. */
export function blockAt({ slope, strength }: MagnesiumBlock, V: number): number {
  return 1 + strength * scalar.exp(-slope * V);
}

/** d/dV of (V - reversal)/J(V): negative where losing the block counts more than the driving force. */
export function slopeConductance(block: MagnesiumBlock, V: number): number {
  const J = blockAt(block, V);
  return (1 + block.slope * (V - block.reversal) * (1 - 1 / J)) / J;
}

/** Voltage (mV) of the least slope conductance: the zero of slope·(reversal - V)(1 - 2/J) - 2, which falls with V. */
export function steepestVoltage(block: MagnesiumBlock): number {
  const { slope, reversal } = block;
  const excess = (V: number): number => slope * (reversal - V) * (1 - 2 / blockAt(block, V)) - 2;
  let below = reversal - 1;
  while (excess(below) < 0) below = reversal + 2 * (below - reversal);
  return bisect(excess, below, reversal);
}
