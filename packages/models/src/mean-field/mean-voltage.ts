import { bisect } from "./bisect.js";
import { blockAt, type MagnesiumBlock, slopeConductance } from "./magnesium-block.js";

/** What a membrane receives on average, relative to its leak. */
export interface MeanDrive {
  /** Leak and all synapses without a block together. */
  readonly conductance: number;
  /** Σ conductance·reversal of these, in mV. */
  readonly current: number;
  /** NMDA conductance without its block. */
  readonly nmda: number;
  /** What resets after spikes take off, in mV. */
  readonly resets: number;
}

/** A membrane of which an NMDA current is linearised. */
export interface BlockedMembrane {
  readonly block: MagnesiumBlock;
  /** Voltage of the block's least slope conductance. */
  readonly steepest: number;
  readonly threshold: number;
}

/** Mean voltage, the total conductance there relative to the leak, and the voltage that it pulls to without resets. */
export interface Linearised {
  readonly V: number;
  readonly conductance: number;
  readonly mean: number;
}

/** Least slope of the mean current relative to the leak: at 0 a membrane has no steady state. */
const LEAST = 0.1;

/** Mean inward current less resets at V, relative to the leak. */
function netCurrent(
  { conductance, current, nmda, resets }: MeanDrive,
  block: MagnesiumBlock,
  V: number,
): number {
  return current - resets - conductance * V + (nmda * (block.reversal - V)) / blockAt(block, V);
}

/** Voltages below threshold between which the slope of the mean current is less than the least one. */
function unstableStretch(
  slope: (V: number) => number,
  { steepest, threshold }: BlockedMembrane,
): readonly [from: number, to: number] | undefined {
  const excess = (V: number): number => slope(V) - LEAST;
  const bottom = Math.min(steepest, threshold);
  if (excess(bottom) >= 0) return undefined;
  let below = bottom - 50;
  while (excess(below) < 0) below = bottom + 2 * (below - bottom);
  return [
    bisect(excess, below, bottom),
    excess(threshold) >= 0 ? bisect(excess, threshold, bottom) : threshold,
  ];
}

/** The zero of a function that falls with `slope`, from above 0 at `low` to below 0 at `high`: Newton in a bracket. */
function zeroOfFalling(
  f: (V: number) => number,
  slope: (V: number) => number,
  low: number,
  high: number,
): number {
  let V = high;
  for (let i = 0; i < 100; i++) {
    const value = f(V);
    if (value > 0) low = V;
    else high = V;
    const step = value / slope(V);
    // Convergence is quadratic: after a step of 1e-9 mV what is left is rounding.
    if (Math.abs(step) < 1e-9) return V + step;
    V = V + step > low && V + step < high ? V + step : (low + high) / 2;
  }
  return V;
}

/**
 * The voltage at which mean currents balance, and the linear membrane that stands for the cell there. The NMDA current is
 * (V - reversal)/J(V) with its tangent; the balance at the mean voltage itself is exact. Brunel & Wang 2001, appendix.
 *
 * Two rules make it one continuous function of its drives. The mean stays at or below threshold. Where the slope of the
 * mean current would fall below a tenth of the leak, which strong NMDA without inhibition brings about and where several
 * balances can exist, it is a tenth of the leak.
 */
export function lineariseMembrane(drive: MeanDrive, membrane: BlockedMembrane): Linearised {
  const { block, threshold } = membrane;
  const trueSlope = (V: number): number => drive.conductance + drive.nmda * slopeConductance(block, V);
  const slope = (V: number): number => Math.max(LEAST, trueSlope(V));
  const net = (V: number): number => netCurrent(drive, block, V);
  const stretch = unstableStretch(trueSlope, membrane);
  const along = (V: number): number => {
    if (!stretch || V <= stretch[0]) return net(V);
    const onLine = net(stretch[0]) - LEAST * (Math.min(V, stretch[1]) - stretch[0]);
    return V <= stretch[1] ? onLine : onLine + net(V) - net(stretch[1]);
  };
  const below = Math.min((drive.current - drive.resets) / drive.conductance, stretch?.[0] ?? threshold);
  const V = along(threshold) >= 0 ? threshold : zeroOfFalling(along, slope, below, threshold);
  const conductance = slope(V);
  return { V, conductance, mean: V + (net(V) + drive.resets) / conductance };
}
