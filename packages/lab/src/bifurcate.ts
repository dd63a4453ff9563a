import { bifurcationDiagram, type Diagram, type DiagramProgress } from "./analysis/index.js";
import { bifurcationFigures } from "./bifurcation-figures.js";
import { buildFamily } from "./build-family.js";
import type { Attachments } from "./cortices.js";
import type { Figure } from "./figure.js";
import { type Host, report } from "./host.js";
import {
  type BifurcationRequest,
  parseBifurcationRequest,
  resolveBifurcation,
} from "./io/bifurcation-request.js";
import { modelCitations } from "./model-citations.js";
import { INPUT, inputsOf } from "./phase-plane/resolve-phase-plane.js";
import { version } from "./version.js";

/** What `diagram.json` keeps: the diagram and all that is needed to draw it up again. */
export interface BifurcationRecord {
  readonly format: "isocortex.bifurcation/v1";
  readonly request: BifurcationRequest;
  readonly diagram: Diagram;
  readonly versions: Readonly<Record<string, string>>;
  readonly engine: string;
  readonly citations: readonly string[];
}

export interface BifurcationResult {
  readonly record: BifurcationRecord;
  readonly figures: readonly Figure[];
}

/** Time between progress reports, and so the longest a cancel waits for. */
const CHUNK_MS = 25;

async function inChunks<R>(host: Host, work: Generator<DiagramProgress, R>): Promise<R> {
  for (let told = host.now(); ; ) {
    const next = work.next();
    if (next.done) return next.value;
    if (host.now() - told < CHUNK_MS) continue;
    await report(host, next.value.stage, next.value.fraction);
    told = host.now();
  }
}

/**
 * Draws up the bifurcation diagram of a model in a parameter.
 * @throws InputError for a request that is not one, or names what the model does not have; Cancelled when progress says so
 */
export async function bifurcate(
  host: Host,
  given: unknown,
  attached?: Attachments,
): Promise<BifurcationResult> {
  const parsed = parseBifurcationRequest(given);
  const { parameters = {} } = parsed;
  const own = Object.fromEntries(Object.entries(parameters).filter(([name]) => !name.startsWith(INPUT)));
  const family = buildFamily(await host.core(false), { ...parsed, parameters: own }, attached);
  const { request, options, variable } = resolveBifurcation(family, parsed);
  await report(host, "equilibria", 0);
  const diagram = await inChunks(
    host,
    bifurcationDiagram(family, { ...options, values: inputsOf(family, parameters) }),
  );
  return {
    record: {
      format: "isocortex.bifurcation/v1",
      request,
      diagram,
      versions: { isocortex: version },
      engine: host.engine,
      citations: modelCitations(parsed, attached),
    },
    figures: bifurcationFigures(diagram, variable),
  };
}
