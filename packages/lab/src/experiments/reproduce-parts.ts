import type { Reproduction, ReproductionContext } from "../reproduction-context.js";

type Outcome = Awaited<ReturnType<Reproduction["reproduce"]>>;

/** A question of several that one reproduction asks. */
export type ReproductionPart = (
  context: ReproductionContext,
) => Promise<Pick<Outcome, "checks"> & Partial<Pick<Outcome, "figures" | "notes" | "runs">>>;

/** What parts give, one after the other, each with its share of the progress. */
export async function reproduceParts(
  context: ReproductionContext,
  parts: readonly ReproductionPart[],
): Promise<Outcome> {
  const outcomes = [];
  for (const [i, part] of parts.entries()) {
    const progress = (stage: string, fraction: number): Promise<void> =>
      context.progress(stage, (i + fraction) / parts.length);
    outcomes.push(await part({ ...context, progress }));
  }
  return {
    checks: outcomes.flatMap(({ checks }) => checks),
    figures: outcomes.flatMap(({ figures = [] }) => figures),
    notes: outcomes.flatMap(({ notes = [] }) => notes),
    runs: outcomes.flatMap(({ runs = [] }) => runs),
  };
}
