import { randomStream, uniformsOf } from "@isocortex/core-wasm";
import {
  type Batch,
  type Channel,
  type Channels,
  channelsOf,
  render,
  type Task,
  type Trial,
  taskValues,
} from "@isocortex/tasks";
import type { Figure, TimelineRow } from "./figure.js";

export interface TaskTrialOptions {
  /** Parameters of the task that are not its defaults. */
  readonly parameters?: Readonly<Record<string, number | readonly number[]>> | undefined;
  /** Root of all randomness (1). */
  readonly seed?: number | undefined;
}

export interface TaskTrial {
  readonly values: Readonly<Record<string, number | readonly number[]>>;
  readonly channels: Channels;
  readonly trial: Trial;
  readonly figure: Extract<Figure, { kind: "timeline" }>;
}

/** One unit over time, equal neighbours as one run. */
function runsOf(numbers: Batch["inputs"], units: number, unit: number, dtMs: number): TimelineRow["runs"] {
  const runs: { from: number; to: number; value: number }[] = [];
  for (let step = 0; step * units < numbers.length; step++) {
    const value = numbers[step * units + unit]!;
    const last = runs.at(-1);
    if (last?.value === value) last.to = (step + 1) * dtMs;
    else runs.push({ from: step * dtMs, to: (step + 1) * dtMs, value });
  }
  return runs;
}

function rowsOf(
  kind: string,
  channels: readonly Channel[],
  numbers: Batch["inputs"],
  dtMs: number,
): TimelineRow[] {
  const units = channels.reduce((sum, { size }) => sum + size, 0);
  const groups = channels.flatMap(({ name, size }) => Array<string>(size).fill(`${kind} ${name}`));
  return groups.map((group, unit) => ({ group, runs: runsOf(numbers, units, unit, dtMs) }));
}

/** One trial of a task, without noise. @throws InputError for a parameter that the task does not have or that is out of range */
export function taskTrial(task: Task, { parameters, seed = 1 }: TaskTrialOptions = {}): TaskTrial {
  const values = taskValues(task, parameters);
  const channels = channelsOf(task, values);
  const { dtMs } = task;
  const trial = task.trial(values, uniformsOf(randomStream(seed).split("trial 0")));
  const batch = render([trial], channels, { dtMs, precision: "f64" });
  const condition = Object.entries(trial.condition).map(
    ([name, value]) => `${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : value}`,
  );
  return {
    values,
    channels,
    trial,
    figure: {
      kind: "timeline",
      name: task.name,
      title: `A trial of ${task.name}`,
      caption: `${task.title}. Inputs, without noise, and targets over time${condition.length > 0 ? `: ${condition.join(", ")}` : ""}.`,
      x: { label: "Time", unit: "ms" },
      scale: { label: "Value" },
      spans: batch.epochs[0]!.filter(([, from, to]) => to > from).map(([label, from, to]) => ({
        label,
        from: from * dtMs,
        to: to * dtMs,
      })),
      rows: [
        ...rowsOf("input", channels.inputs, batch.inputs, dtMs),
        ...rowsOf("target", channels.outputs, batch.targets, dtMs),
      ],
    },
  };
}
