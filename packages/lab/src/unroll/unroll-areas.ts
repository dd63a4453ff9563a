import { type Core, InputError, randomStream, uniformsOf } from "@isocortex/core-wasm";
import {
  createSequence,
  createUnrolled,
  elman,
  type NetworkSize,
  type UnrolledSize,
  type Unrolling,
  type UnrollOptions,
  unroll,
  weightCopies,
} from "@isocortex/models";
import type { Figure } from "../figure.js";
import {
  feedforwardDrawing,
  recurrentDrawing,
  spaceDrawing,
  timeDrawing,
} from "../figures/network-drawings.js";
import { type Host, report } from "../host.js";
import { parseUnrolling, type UnrollingRequest } from "../io/unrolling-request.js";
import { largestDifference } from "../train/floats.js";
import { version } from "../version.js";
import { type AreaChain, areaChain } from "./area-chain.js";
import { recurrentOutputs } from "./recurrent-outputs.js";

/** Sizes of the feedforward network over so many steps. */
export interface SizeOverSteps {
  readonly steps: number;
  /** Of every area once per step. */
  readonly time: UnrolledSize;
  /** Of the copies that the output of the last step sees, in as few layers as can be. */
  readonly space: UnrolledSize;
}

export interface UnrollingRecord {
  readonly format: "isocortex.unrolling/v1";
  readonly request: UnrollingRequest;
  readonly areas: readonly string[];
  readonly recurrent: NetworkSize;
  /** From one step up to `mostSteps`, or `steps` where that is more. */
  readonly sizes: readonly SizeOverSteps[];
  /** Largest |difference| of outputs at any step between the recurrent network and the feedforward one. */
  readonly largestDifference: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly engine: string;
  readonly citations: readonly string[];
}

export interface UnrollingResult {
  readonly record: UnrollingRecord;
  /** Feedforward, recurrent, unrolled in time, unrolled in space. */
  readonly figures: readonly Figure[];
}

type Chain = AreaChain & { readonly request: UnrollingRequest };

function unrolled({ network, weights, areas, request }: Chain, change: Partial<UnrollOptions>): Unrolling {
  const { steps, bottomUp } = request;
  return unroll(network, weights, { steps, areas, bottomUp, start: "zero", in: "time", ...change });
}

/** Multiplies all weights that lead to one copy of an area. */
function changeCopy(
  chain: Chain,
  whole: Unrolling,
  net: ReturnType<typeof createUnrolled>,
  { area, step, by }: NonNullable<UnrollingRequest["change"]>,
): void {
  const { hidden, inputs } = chain.network;
  for (const copy of weightCopies(whole)) {
    if (copy.to !== area - 1 || copy.step !== step) continue;
    const W = chain.weights[copy.weight]!;
    const width = copy.role === "input" ? inputs : hidden;
    const values: number[] = [];
    for (let i = copy.rows.from; i < copy.rows.to; i++)
      for (let j = copy.columns.from; j < copy.columns.to; j++) values.push((1 + by) * W[i * width + j]!);
    net.setCopy(copy, Float64Array.from(values));
  }
}

/** Largest |difference| of outputs on random inputs. */
function differenceOf(core: Core, chain: Chain): number {
  const { network, weights, request } = chain;
  const { steps, trials, change, bottomUp, seed } = request;
  const whole = unrolled(chain, {});
  const options = { trials, precision: "f64", gradients: false } as const;
  const net = createUnrolled(core, whole, { ...options, tied: change === undefined });
  const uniform = uniformsOf(randomStream(seed).split("inputs"));
  net.setWeights(weights);
  if (change) changeCopy(chain, whole, net, change);
  net.inputs.set(net.inputs.map(() => 2 * uniform() - 1));
  net.forward();
  const x = Float64Array.from(net.inputs);
  if (bottomUp === "instantaneous")
    return largestDifference(net.outputs, recurrentOutputs(whole, weights, x, trials));
  const sequence = createSequence(core, network, { steps, ...options });
  sequence.setWeights(weights);
  sequence.inputs.set(x);
  sequence.forward();
  return largestDifference(net.outputs, sequence.outputs);
}

function drawings(chain: Chain): readonly Figure[] {
  const { steps, drawnSteps } = chain.request;
  const shown = Math.min(steps, drawnSteps);
  const time = unrolled(chain, { steps: shown });
  const space = unrolled(chain, { steps: shown, in: "space", read: "last" });
  // Over one step there would be none of the connections that take one.
  const loops = unrolled(chain, { steps: Math.max(2, steps) });
  const part = shown < steps ? ` The first ${shown} of ${steps} steps.` : "";
  const graph = (name: string, title: string, caption: string) => ({
    kind: "graph" as const,
    name: `unrolling-${name}`,
    title,
    caption,
  });
  return [
    {
      ...graph("1-feedforward", "Feedforward", "The areas without their loops."),
      ...feedforwardDrawing(loops),
    },
    {
      ...graph("2-recurrent", "Recurrent", "The areas with all their connections."),
      ...recurrentDrawing(loops),
    },
    {
      ...graph("3-in-time", "Recurrent, unrolled in time", `Every area once per step.${part}`),
      ...timeDrawing(time),
    },
    {
      ...graph(
        "4-in-space",
        "Recurrent, unrolled in space",
        `Each copy in the layer of its longest path from the input; copies that the last output cannot see are left out.${part}`,
      ),
      ...spaceDrawing(space),
    },
  ];
}

/** @throws InputError for a change of a copy that there is not */
function checkChange({ areas, steps, change }: UnrollingRequest): void {
  if (!change) return;
  const check = (key: "area" | "step", most: number): void => {
    if (change[key] > most)
      throw new InputError(`change.${key} is ${change[key]}; expected 1 to ${most}.`, {
        path: `change.${key}`,
      });
  };
  check("area", areas.length);
  check("step", steps);
}

/**
 * A random Elman network of areas as a feedforward one: drawings, sizes over steps, and how far outputs are apart.
 * van Bergen & Kriegeskorte 2020, Curr Opin Neurobiol 65:176.
 * @throws InputError for a request that is not one; Cancelled when progress says so
 */
export async function unrollAreas(host: Host, given: unknown): Promise<UnrollingResult> {
  const request = parseUnrolling(given);
  checkChange(request);
  const { areas: sizes, steps, mostSteps = steps, inputs, outputs, lateral, topDown, seed } = request;
  const stream = randomStream(seed).split("weights");
  const made = areaChain(elman(request.activation), { sizes, inputs, outputs, lateral, topDown }, stream);
  const chain = { ...made, request };
  await report(host, "comparing outputs", 0);
  const difference = differenceOf(await host.core(false), chain);
  const counted: SizeOverSteps[] = [];
  for (let t = 1; t <= Math.max(steps, mostSteps); t++) {
    if (t % 16 === 0) await report(host, "counting", t / Math.max(steps, mostSteps));
    const space = unrolled(chain, { steps: t, in: "space", read: "last" });
    counted.push({ steps: t, time: unrolled(chain, { steps: t }).size, space: space.size });
  }
  return {
    record: {
      format: "isocortex.unrolling/v1",
      request,
      areas: made.areas.map(({ name }) => name),
      recurrent: unrolled(chain, {}).recurrentSize,
      sizes: counted,
      largestDifference: difference,
      versions: { isocortex: version },
      engine: host.engine,
      citations: ["isocortex", "vanbergen2020", "elman1990"],
    },
    figures: drawings(chain),
  };
}
