import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { randomStream } from "@isocortex/core-wasm";
import { afterAll, describe, expect, it } from "vitest";
import {
  type Circuit,
  centreSurround,
  chaudhuri2015NonlinearArea,
  createSimulation,
  defaultSettings,
  defaultValues,
  excitatoryInhibitory,
  froudistWalsh2021,
  type Integrator,
  mejiasWang2022Area,
  type SimulationOptions,
  wongWang2006,
} from "../../src/index.js";
import { chaudhuriCircuit } from "../chaudhuri-circuit.js";
import { circuitOf } from "../circuit-of.js";
import { core } from "../core.js";
import { decisionCircuit } from "../decision-circuit.js";
import { froudistWalshCircuit } from "../froudist-walsh-circuit.js";
import { localCircuit } from "../local-circuit.js";
import { ringCircuit } from "../ring-circuit.js";

const file = new URL("./traces.json", import.meta.url);
const command = "ISOCORTEX_REMAKE=1 pnpm vitest run test/golden";
const remake = process.env.ISOCORTEX_REMAKE === "1";
const seed = 2021;

interface Golden {
  readonly generator: string;
  readonly about: string;
  readonly sha256: Readonly<Record<string, string>>;
}

const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
const made: Record<string, string> = {};

interface GoldenRun {
  /** Left out of the noisy variants: the model has no noise. */
  readonly noiseless?: true;
  readonly make: (noise: boolean) => Circuit;
  readonly options: SimulationOptions;
}

const runs: Readonly<Record<string, GoldenRun>> = {
  "excitatory-inhibitory": {
    make: (noise) => localCircuit({ hierarchy: 0.5 }, { noise }),
    options: { ...excitatoryInhibitory.protocol, durationMs: 400 },
  },
  "wilson-cowan": {
    make: (noise) => circuitOf("wilson-cowan", { noise }),
    options: { dtMs: 0.02, durationMs: 50 },
  },
  "wilson-cowan in the convention code": {
    make: (noise) => circuitOf("wilson-cowan", { noise, options: { convention: "code" } }),
    options: { dtMs: 0.02, durationMs: 50 },
  },
  "wilson-cowan in the convention rate": {
    make: (noise) => circuitOf("wilson-cowan", { noise, options: { convention: "rate" } }),
    options: { dtMs: 0.02, durationMs: 50 },
  },
  "linear-2x2": {
    make: (noise) => circuitOf("linear-2x2", { noise }),
    options: { dtMs: 0.1, durationMs: 100 },
  },
  "hopf-normal-form": {
    make: (noise) => circuitOf("hopf-normal-form", { noise }),
    options: { dtMs: 0.1, durationMs: 100 },
  },
  "mejias-wang-2022-area": {
    make: (noise) => circuitOf("mejias-wang-2022-area", { noise, preset: "bistable" }),
    options: { ...mejiasWang2022Area.protocol, durationMs: 1200 },
  },
  "chaudhuri-2015-nonlinear-area": {
    make: (noise) => circuitOf("chaudhuri-2015-nonlinear-area", { noise }),
    options: { ...chaudhuri2015NonlinearArea.protocol, durationMs: 1000 },
  },
  "chaudhuri-2015": {
    make: (noise) => chaudhuriCircuit({ noise, settings: { noiseInput: "rest" } }),
    options: {
      dtMs: 0.2,
      durationMs: 200,
      stimuli: [{ input: "E", areas: ["V1"], startMs: 10, endMs: 110, amplitude: 41.8646 }],
    },
  },
  "froudist-walsh-2021": {
    make: (noise) => froudistWalshCircuit({ noise }),
    options: {
      dtMs: froudistWalsh2021.protocol.dtMs,
      durationMs: 500,
      stimuli: [{ input: "dendrite-E1", areas: ["V1"], startMs: 50, endMs: 350, amplitude: 0.1 }],
    },
  },
  "wong-wang-2006": {
    make: (noise) => decisionCircuit({}, { noise }),
    options: { ...wongWang2006.protocol, durationMs: 400 },
  },
  "wong-wang-2006, Euler noise": {
    make: (noise) => decisionCircuit({ coherence: 6.4 }, { noise, noiseDiscretisation: "euler" }),
    options: { ...wongWang2006.protocol, durationMs: 400 },
  },
  "odr-ring": {
    make: (noise) => ringCircuit({ N: 64 }, { noise }),
    options: {
      dtMs: 2,
      durationMs: 600,
      stimuli: [{ input: "cue", areas: ["45"], startMs: 100, endMs: 300, amplitude: 200 }],
    },
  },
  "centre-surround": {
    noiseless: true,
    make: () =>
      centreSurround.circuit(
        defaultValues(centreSurround.params),
        defaultSettings(centreSurround.switches),
        undefined,
        false,
      ),
    options: { ...centreSurround.protocol, durationMs: 800 },
  },
};

const integrators = ["euler", "heun", "rk4"] as const satisfies readonly Integrator[];
const variants = [
  ...integrators.map((integrator) => ({ integrator, noise: false })),
  { integrator: "euler", noise: true } as const,
].flatMap((variant) => (["f64", "f32"] as const).map((precision) => ({ ...variant, precision })));

/** SHA-256 of every variable and readout of three trials, every 5 ms. */
function hashOf(
  { make, options }: GoldenRun,
  { integrator, noise, precision }: (typeof variants)[number],
): string {
  const circuit = make(noise);
  const kept = [...circuit.groups.flat(), ...(circuit.readouts ?? [])];
  const save = kept.map(({ name }) => ({ variable: name, everyMs: 5 }));
  const stream = noise ? randomStream(seed).split("noise") : undefined;
  const all = { ...options, integrator, precision, save, trials: 3 };
  const simulation = createSimulation(core, circuit, all, stream);
  simulation.advance(Number.POSITIVE_INFINITY);
  const hash = createHash("sha256");
  for (const { data } of simulation.traces()) hash.update(new Uint8Array(data.buffer));
  return hash.digest("hex");
}

describe.each(Object.entries(runs))("the traces of %s", (model, run) => {
  it.each(variants.filter(({ noise }) => !(noise && run.noiseless)))(
    "have not changed by a bit ($integrator, noise $noise, $precision)",
    (variant) => {
      const name = `${model} ${variant.integrator} ${variant.noise ? "noise" : "still"} ${variant.precision}`;
      made[name] = hashOf(run, variant);
      if (!remake) expect(made[name], `meant? then: ${command}`).toBe(golden.sha256[name]);
    },
  );
});

describe("the golden file", () => {
  it("has no two alike, so that every switch is felt, and names nothing that is not made", () => {
    expect(new Set(Object.values(made)).size).toBe(Object.keys(made).length);
    if (!remake) expect(Object.keys(golden.sha256).sort()).toEqual(Object.keys(made).sort());
  });
});

afterAll(() => {
  if (!remake) return;
  const about =
    `SHA-256 of every variable and readout of 3 trials, every 5 ms, seed ${seed}, on the made cortex of test/small-cortex.ts; ` +
    "equal on every engine. A change here is a change of every published run: say why in the commit.";
  const next: Golden = { generator: command, about, sha256: made };
  writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`);
});
