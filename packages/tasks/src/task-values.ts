import { InputError } from "@isocortex/core-wasm";
import type { Task, TaskParameter, TaskParameterTable, TaskValues } from "./task.js";

function fits({ range, whole }: TaskParameter, value: unknown): boolean {
  return (
    typeof value === "number" &&
    value >= range[0] &&
    value <= range[1] &&
    (whole !== true || Number.isInteger(value))
  );
}

function checkValue(task: string, name: string, parameter: TaskParameter, value: unknown): void {
  const { range, whole, unit } = parameter;
  const kind = `${whole ? "whole number" : "number"}s from ${range[0]} to ${range[1]} ${unit}`;
  const isList = Array.isArray(parameter.value);
  const right = isList
    ? Array.isArray(value) && value.length > 0 && value.every((one) => fits(parameter, one))
    : fits(parameter, value);
  if (right) return;
  throw new InputError(
    `${name} of task ${task} is ${JSON.stringify(value)}; expected ${isList ? `a list of ${kind}` : kind.replace("numbers", "a number").replace("whole a", "a whole")}; left out it is ${JSON.stringify(parameter.value)}.`,
    { path: `params.${name}` },
  );
}

/** Every parameter's value: as given, else its default. @throws InputError for an unknown name or a value out of range */
export function taskValues<P extends TaskParameterTable>(
  { name, params }: Pick<Task<P>, "name" | "params">,
  given: Readonly<Record<string, number | readonly number[]>> = {},
): TaskValues<P> {
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(params, key)) continue;
    throw new InputError(
      `task ${name} has no parameter "${key}"; expected one of: ${Object.keys(params).join(", ") || "none"}.`,
      { path: `params.${key}` },
    );
  }
  const values = Object.entries(params).map(([key, parameter]) => {
    const value = given[key] ?? parameter.value;
    checkValue(name, key, parameter, value);
    return [key, value];
  });
  return Object.fromEntries(values) as TaskValues<P>;
}
