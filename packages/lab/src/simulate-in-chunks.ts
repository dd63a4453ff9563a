import { type Core, InputError, type RandomStream } from "@isocortex/core-wasm";
import { type Circuit, createSimulation, type Simulation, type SimulationOptions } from "@isocortex/models";
import { type Host, report } from "./host.js";

/** Time between progress reports, and so the longest a cancel waits for. */
const CHUNK_MS = 25;
const FIRST_CHUNK = 64;

/** @throws InputError (code `resources`) when the machine lacks the memory for what is recorded */
function prepare(...args: Parameters<typeof createSimulation>): Simulation {
  try {
    return createSimulation(...args);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      "no memory could be had for what the run records; close other programs, record less or run fewer trials at a time.",
      { code: "resources" },
    );
  }
}

/** Runs a simulation to its end, reporting progress and open to being cancelled every 25 ms. @throws Cancelled */
export async function simulateInChunks(
  host: Host,
  core: Core,
  circuit: Circuit,
  options: SimulationOptions,
  noise: RandomStream | undefined,
  stage: string,
): Promise<Simulation> {
  const simulation = prepare(core, circuit, options, noise);
  let chunk = FIRST_CHUNK;
  for (;;) {
    const start = host.now();
    const left = simulation.advance(chunk);
    if (left <= 0) return simulation;
    const took = Math.max(host.now() - start, 0.01);
    chunk = Math.max(1, Math.min(chunk * 8, Math.round((chunk * CHUNK_MS) / took)));
    await report(host, stage, simulation.step / simulation.plan.steps);
  }
}
