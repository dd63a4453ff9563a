import type { Network } from "./network.js";
import type { NetworkArea } from "./network-areas.js";

export interface UnrollOptions {
  readonly steps: number;
  /** `time`: every area once per step · `space`: only the copies that an output can see, in as few layers as can be. */
  readonly in: "time" | "space";
  /** Groups of hidden units, one after another from the input up; a single one when left out. */
  readonly areas?: readonly NetworkArea[] | undefined;
  /** `instantaneous`: an area sees the areas below it as they are at the same step, not one step before. */
  readonly bottomUp?: "delayed" | "instantaneous" | undefined;
  /** Steps at which the output is read. */
  readonly read?: "every" | "last" | undefined;
  /** `zero`: nothing is sent before the first step, so that the initial state is no part of the network. */
  readonly start?: "weights" | "zero" | undefined;
}

export type ConnectionType = "bottom-up" | "lateral" | "top-down";

/** An area at a step; step 0 is its initial state. */
export interface AreaCopy {
  readonly area: number;
  readonly step: number;
  /** Connections on the longest path that leads here: the layer that it is in; 0 for an initial state. */
  readonly depth: number;
}

/** A connection between two copies, by their places in the list. */
export interface CopyConnection {
  readonly from: number;
  readonly to: number;
  /** `leak`: what a unit keeps of its own state, an identity without weights. */
  readonly type: ConnectionType | "leak";
}

/** What is connected to what in a recurrent network unrolled over steps. */
export interface UnrolledGraph {
  readonly network: Network;
  readonly areas: readonly NetworkArea[];
  readonly options: Required<UnrollOptions>;
  /** By step, areas from the input up: sources come before their targets. */
  readonly copies: readonly AreaCopy[];
  /** By target; a target's sources in the order of `copies`, which is the order of its sums. */
  readonly connections: readonly CopyConnection[];
  /** Steps at which the output is read. */
  readonly readSteps: readonly number[];
}
