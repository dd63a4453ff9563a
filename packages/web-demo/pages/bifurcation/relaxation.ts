import { defaultValues, meanFields } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";
import { settled } from "../../src/settled.js";
import { parametersOf } from "./areas.js";

/** Rates of a mean field as they relax, in units of an arbitrary relaxation time. */
export interface Relaxation {
  readonly time: readonly number[];
  readonly selective: readonly number[];
  readonly others: readonly number[];
}

/** Rate that a pulse of size 1 leaves the pool at, Hz; chosen by us. */
const PULSED_HZ = 30;
const STEP = 0.2;
const SHORTEST = 20;
const LONGEST = 150;
/** Rates that change less in a step have come to rest, Hz. */
const AT_REST_HZ = 1e-3;
/** The main thread is given back this often, ms. */
const SLICE_MS = 8;

/**
 * dx/dt = map(x) - x from the state that a pulse leaves: not how the network moves, but the way by which its stationary states
 * are found. In slices, so that the page stays alive.
 */
export async function relax(state: State, rest: readonly number[], signal: AbortSignal): Promise<Relaxation> {
  const meanField = meanFields.get("brunel-wang-2001")!;
  const map = meanField.map({ ...defaultValues(meanField.params), ...parametersOf(state) }, {});
  let x = Float64Array.from(rest);
  x[0] = Math.max(x[0]!, numberAt(state, "pulse") * PULSED_HZ);
  const [time, selective, others] = [[0], [x[0]!], [x[1]!]];
  let since = performance.now();
  for (let step = 1; step * STEP <= LONGEST; step++) {
    const to = map(x);
    const change = Math.max(...to.map((value, i) => Math.abs(STEP * (value - x[i]!))));
    x = x.map((value, i) => value + STEP * (to[i]! - value));
    time.push(Number((step * STEP).toFixed(6)));
    selective.push(x[0]!);
    others.push(x[1]!);
    if (change < AT_REST_HZ && step * STEP >= SHORTEST) break;
    if (performance.now() - since < SLICE_MS) continue;
    await settled(0, signal);
    since = performance.now();
  }
  return { time, selective, others };
}
