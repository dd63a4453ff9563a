import { connect } from "@isocortex/lab";
import type { Contender, MeasureOptions } from "./measure.js";

/** One training carried out by different numbers of workers. */
export interface Crew {
  contender(who: string, workers: number, fast: boolean): Contender;
  close(): void;
}

const taskUrl = new URL("./values-task.js", import.meta.url).href;
/** More than any round makes. */
const MANY = 1_000_000;

interface Seen {
  readonly update: number;
  readonly at: number;
}

/**
 * Mean ms of an update, from the first report of progress to the last: each round starts the training anew, and the time
 * before the first report, in which workers compile, does not count.
 */
export function workersOf(
  training: { readonly training: Readonly<Record<string, unknown>> },
  { timeMs }: MeasureOptions,
): Crew {
  const lab = connect({ workers: 2 });
  const asked = {
    ...training,
    training: {
      ...training.training,
      updates: MANY,
      validation: { every: MANY, trials: 1 },
      checkpointEvery: MANY,
    },
  };
  return {
    contender: (who, workers, fast) => ({
      who,
      async samples() {
        let first: Seen | undefined;
        let last: Seen | undefined;
        await lab.train(
          { ...asked, fast },
          {
            workers,
            taskUrl,
            onTraining(event) {
              if (event.kind !== "progress") return undefined;
              last = { update: event.update, at: performance.now() };
              // The very first update is no measure: everything is made in it.
              if (event.update > 1) first ??= last;
              return first && last.update > first.update && last.at - first.at > 2 * timeMs
                ? "stop"
                : undefined;
            },
          },
        );
        return [(last!.at - first!.at) / (last!.update - first!.update)];
      },
    }),
    close: () => lab.close(),
  };
}
