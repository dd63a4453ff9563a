import { InputError } from "@isocortex/core-wasm";
import { epochPositions, epochsCovered } from "./epochs.js";
import { type Batch, channelStarts, unitsIn } from "./render.js";
import type { Response } from "./task.js";

/**
 * What one trial of a batch was answered, from all outputs (steps, trials, units). It reads `outputs` when asked.
 * @throws InputError for a trial that is not there and outputs of another length; later, for unknown channels and epochs
 */
export function responseOf(
  { steps, trials, epochs, channels }: Pick<Batch, "steps" | "trials" | "epochs" | "channels">,
  trial: number,
  outputs: ArrayLike<number>,
): Response {
  const units = unitsIn(channels.outputs);
  const starts = channelStarts(channels.outputs);
  const timeline = epochs[trial];
  if (!timeline)
    throw new InputError(`there is no trial ${trial}; expected 0 to ${trials - 1}.`, { path: "trial" });
  if (outputs.length !== steps * trials * units) {
    throw new InputError(
      `outputs holds ${outputs.length} numbers; expected ${steps * trials * units}: ${steps} steps x ${trials} trials x ${units} units.`,
      { path: "outputs" },
    );
  }
  const positions = epochPositions(timeline.map(([name]) => name));

  const stepsOf = (during: string): readonly [from: number, to: number] => {
    const covered = epochsCovered(positions, during);
    if (!covered)
      throw new InputError(
        `there is no epoch "${during}"; expected one of ${[...positions.keys()].join(", ")}.`,
      );
    return [timeline[covered[0]]![1], timeline[covered[1]]![2]];
  };
  const at = (channel: string, step: number): number[] => {
    const start = starts.get(channel);
    if (start === undefined)
      throw new InputError(
        `there is no output "${channel}"; expected one of ${[...starts.keys()].join(", ")}.`,
      );
    const { size } = channels.outputs.find(({ name }) => name === channel)!;
    const first = (step * trials + trial) * units + start;
    return Array.from({ length: size }, (_, i) => outputs[first + i]!);
  };
  const over = (channel: string, during: string): readonly (readonly number[])[] => {
    const [from, to] = stepsOf(during);
    return Array.from({ length: to - from }, (_, i) => at(channel, from + i));
  };
  return {
    over,
    mean(channel, during) {
      const rows = over(channel, during);
      return at(channel, 0).map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
    },
    last(channel, during) {
      const [from, to] = stepsOf(during);
      return to > from ? at(channel, to - 1) : at(channel, 0).map(() => Number.NaN);
    },
  };
}
