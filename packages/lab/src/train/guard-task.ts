import { InputError, isInputError } from "@isocortex/core-wasm";
import { checkAnswer, type Task } from "@isocortex/tasks";

/** The task with its own mistakes told as such, whenever they show. */
export function guardTask(task: Task): Task {
  const guard =
    <A extends unknown[], R>(name: string, method: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return method.apply(task, args);
      } catch (error) {
        if (isInputError(error)) throw error;
        throw new InputError(`${name} of task ${task.name} failed: ${String(error)}; mend the task.`, {
          path: name,
        });
      }
    };
  const guarded: Task = {
    ...task,
    inputs: guard("inputs", task.inputs),
    outputs: guard("outputs", task.outputs),
    inputNoise: guard("inputNoise", task.inputNoise),
    durationMs: guard("durationMs", task.durationMs),
    conditions: guard("conditions", task.conditions),
    trial: guard("trial", task.trial),
    answer: (...args) => checkAnswer(task.name, guard("answer", task.answer)(...args)),
  };
  return guarded;
}
