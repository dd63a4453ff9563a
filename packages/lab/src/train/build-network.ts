import { InputError, type RandomStream } from "@isocortex/core-wasm";
import {
  type Cell,
  elman,
  feedforward,
  gru,
  leaky,
  lstm,
  type Network,
  type WeightShape,
  weightShapes,
} from "@isocortex/models";
import { type Attachments, findConnectome } from "../cortices.js";
import { didYouMean } from "../io/did-you-mean.js";
import { areaMask, areaSigns } from "./area-masks.js";
import { circuitConstraints, intersectMasks, type Masks } from "./circuit-constraints.js";
import { type ConnectomeMask, connectomeMask } from "./connectome-mask.js";
import type { Constraint } from "./constraints.js";
import type { Floats } from "./floats.js";
import { type Initialiser, initialise, randomState } from "./initialisers.js";
import type { NetworkSpec, ResolvedTraining } from "./training.js";

/** A network as it will be trained. */
export interface BuiltNetwork {
  readonly network: Network;
  readonly shapes: readonly WeightShape[];
  /** How each weight that is used comes from what is trained. */
  readonly constraints: Readonly<Record<string, Constraint>>;
  /** Weights that change. */
  readonly trained: readonly string[];
  /** Draws the weights to start from. */
  start(stream: RandomStream, precision: "f32" | "f64"): Record<string, Floats>;
}

function refuse(path: string, message: string): never {
  throw new InputError(message, { path: `network.${path}` });
}

function alphaOf({ tauMs = 1, hidden }: NetworkSpec, dtMs: number): number | readonly number[] {
  if (typeof tauMs === "number") return dtMs / tauMs;
  if (tauMs.length !== hidden) {
    refuse(
      "tauMs",
      `network.tauMs has ${tauMs.length} values; expected one, or ${hidden}, one for each hidden unit.`,
    );
  }
  return tauMs.map((tau) => dtMs / tau);
}

function cellOf(spec: NetworkSpec, dtMs: number): Cell {
  const { cell, convention = "rate", activation = "relu", noise = 0 } = spec;
  switch (cell) {
    case "leaky":
      return leaky({ convention, activation, alpha: alphaOf(spec, dtMs), noise });
    case "elman":
      return elman(activation);
    case "lstm":
      return lstm({ output: "tanh" });
    case "gru":
      return gru({ reset: "after", alpha: 1 });
    case "leaky-gru": {
      const alpha = alphaOf(spec, dtMs);
      if (typeof alpha === "number") return gru({ reset: "before", alpha });
      return refuse("tauMs", `network.tauMs is a list; expected one number for a leaky-gru.`);
    }
    case "feedforward":
      return feedforward(activation);
  }
}

/** A matrix of rows, row-major; its size is checked by whoever takes it. */
function flat(rows: readonly (readonly number[])[] | undefined, path: string): Float64Array | undefined {
  const ragged = rows?.findIndex((row) => row.length !== rows[0]!.length) ?? -1;
  if (ragged >= 0) {
    refuse(
      `${path}[${ragged}]`,
      `network.${path}[${ragged}] has ${rows![ragged]!.length} values; expected ${rows![0]!.length} as in the first row.`,
    );
  }
  return rows && Float64Array.from(rows.flat());
}

function flatMasks({ input, recurrent, output }: NetworkSpec["masks"], path: string): Masks {
  return {
    input: flat(input, `${path}.input`),
    recurrent: flat(recurrent, `${path}.recurrent`),
    output: flat(output, `${path}.output`),
  };
}

/** The wiring between areas: what the projections say, and what a connectome says. */
function areaWiring(
  { areas, projections, connectome, hidden }: NetworkSpec,
  attached: Attachments | undefined,
): { readonly mask: Float64Array; readonly measured?: ConnectomeMask } | undefined {
  if (!areas) {
    if (projections ?? connectome) {
      refuse(
        "areas",
        "network.areas is missing; expected the areas with their units, which projections and connectome connect.",
      );
    }
    return undefined;
  }
  const units = areas.reduce((sum, area) => sum + area.units, 0);
  if (units !== hidden)
    refuse(
      "hidden",
      `network.hidden is ${hidden} but the areas have ${units} units; set hidden to ${units}.`,
    );
  if (!connectome) return { mask: areaMask(areas, projections ?? []) };
  if (projections)
    refuse("projections", "network.projections and network.connectome both connect the areas; give one.");
  const { name, threshold, density, only } = connectome;
  if ((threshold === undefined) === (density === undefined)) {
    refuse("connectome", "network.connectome needs one of threshold and density; give one.");
  }
  const choice = density === undefined ? { threshold: threshold! } : { density };
  const measured = connectomeMask(areas, findConnectome(name, attached), choice, only);
  return { mask: measured.mask, measured };
}

function daleOf({ dale, areas }: NetworkSpec) {
  if (!dale || dale.ratio !== undefined || dale.signs !== undefined || !areas) return dale;
  return { ...dale, signs: areaSigns(areas) };
}

function isConstrained({ dale, autapses, masks, trainable, areas }: NetworkSpec): boolean {
  return (
    Boolean(dale ?? areas) || !autapses || [masks, trainable].some((all) => Object.values(all).some(Boolean))
  );
}

function constraintsOf(
  spec: NetworkSpec,
  network: Network,
  shapes: readonly WeightShape[],
  mask: Float64Array | undefined,
): Record<string, Constraint> {
  const free = Object.fromEntries(
    shapes.map(({ name, shape: [rows, columns] }): [string, Constraint] => [name, { rows, columns }]),
  );
  if (!isConstrained(spec)) return free;
  if (!["leaky", "elman"].includes(spec.cell)) {
    refuse(
      "cell",
      `network.cell is "${spec.cell}", whose weights take no constraints; use "leaky" or "elman" with dale, masks and areas.`,
    );
  }
  const masks = flatMasks(spec.masks, "masks");
  const recurrent =
    mask && masks.recurrent ? intersectMasks(mask, masks.recurrent) : (mask ?? masks.recurrent);
  const { hidden, inputs, outputs } = network;
  const constraints = circuitConstraints(
    { units: hidden, inputs, outputs },
    {
      dale: daleOf(spec),
      masks: { ...masks, recurrent },
      autapses: spec.autapses,
      trainable: flatMasks(spec.trainable, "trainable"),
    },
  );
  return { ...free, W_in: constraints.input, W_rec: constraints.recurrent, W_out: constraints.output };
}

/** What each weight starts from unless the training says otherwise. */
function usualInitialiser({ name, role }: WeightShape, { cell, dale }: NetworkSpec): Initialiser {
  const gated = ["lstm", "gru", "leaky-gru"].includes(cell);
  if (role === "state") return gated ? { kind: "constant", value: 0 } : randomState;
  if (role === "bias") return { kind: "constant", value: cell === "lstm" && name === "b_f" ? 1 : 0 };
  if (role !== "recurrent") return { kind: "glorot-normal" };
  if (gated) return { kind: "orthogonal" };
  return dale ? { kind: "gamma", balance: true, radius: 0.85 } : { kind: "normal", sd: 1, radius: 1.1 };
}

function checkNames(given: readonly string[], shapes: readonly WeightShape[], path: string): void {
  const names = shapes.map(({ name }) => name);
  const unknown = given.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    refuse(
      path,
      `network.${path} names "${unknown}", which is no weight of this network; ${didYouMean(unknown, names)}`,
    );
  }
}

/**
 * The network of a training between a task's input and output units.
 * @throws InputError when a constraint, area or initialiser does not fit
 */
export function buildNetwork(
  { network: spec, dtMs }: Pick<ResolvedTraining, "network" | "dtMs">,
  inputs: number,
  outputs: number,
  attached?: Attachments,
): BuiltNetwork {
  if (spec.window > 1 && spec.cell !== "feedforward") {
    refuse(
      "window",
      `network.window is ${spec.window}; expected 1 for a recurrent network, which has its own memory.`,
    );
  }
  const network: Network = {
    cell: cellOf(spec, dtMs),
    inputs,
    hidden: spec.hidden,
    outputs,
    window: spec.window,
  };
  const shapes = weightShapes(network);
  checkNames(Object.keys(spec.initialise), shapes, "initialise");
  checkNames(spec.fixed, shapes, "fixed");
  const wiring = areaWiring(spec, attached);
  if (spec.connectome?.weights && spec.initialise.W_rec) {
    refuse(
      "initialise",
      "network.initialise.W_rec and network.connectome.weights both say what W_rec starts from; give one.",
    );
  }
  const constraints = constraintsOf(spec, network, shapes, wiring?.mask);
  return {
    network,
    shapes,
    constraints,
    trained: shapes.map(({ name }) => name).filter((name) => !spec.fixed.includes(name)),
    start(stream, precision) {
      const entries = shapes.map((shape): [string, Floats] => {
        const {
          name,
          shape: [rows, columns],
        } = shape;
        const values =
          precision === "f32" ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
        if (name === "W_rec" && spec.connectome?.weights) values.set(wiring!.measured!.weights);
        else
          initialise(
            values,
            spec.initialise[name] ?? usualInitialiser(shape, spec),
            stream.split(name),
            constraints[name]!,
          );
        return [name, values];
      });
      return Object.fromEntries(entries);
    },
  };
}
