import { citationText, type Task, type TaskTrial } from "@isocortex/lab";
import type { Output } from "./output.js";
import { table } from "./terminal/table.js";

/** What is known of a task, as a document. */
export function taskDocument(task: Task, { values, channels }: TaskTrial): object {
  const { name, title, cite, params, dtMs, output, psychometric } = task;
  return {
    kind: "task",
    name,
    title,
    cite,
    params,
    values,
    dtMs,
    output,
    ...channels,
    psychometric: psychometric ?? null,
  };
}

const listed = (value: number | readonly number[]): string =>
  typeof value === "number" ? String(value) : value.map((one) => Number(one.toPrecision(4))).join(" ");

/** What is known of a task, as text. */
export function tellTask(task: Task, { values, channels }: TaskTrial, output: Output): void {
  const { name, title, cite, params, dtMs } = task;
  const units = (list: typeof channels.inputs): string =>
    list.map((one) => `${one.name} (${one.size})`).join(", ");
  output.heading(`${name}: ${title}`);
  if (cite.length > 0) output.prose(cite.map(citationText).join("\n"));
  output.prose(
    `\ninputs: ${units(channels.inputs)}\noutputs: ${units(channels.outputs)}, ${task.output}\nsteps of ${dtMs} ms, ${task.durationMs(values)} ms at most\n`,
  );
  const rows = Object.entries(params).map(([key, { unit, range, from }]) => [
    key,
    listed(values[key]!),
    unit,
    `${range[0]}..${range[1]}`,
    from,
  ]);
  if (rows.length === 0) return;
  const columns = [
    { head: "parameter" },
    { head: "value", align: "right" },
    { head: "unit" },
    { head: "range" },
    { head: "source", flexible: true },
  ] as const;
  output.print(table(columns, rows, output.width));
}
