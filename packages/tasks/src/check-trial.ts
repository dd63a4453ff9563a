import { InputError } from "@isocortex/core-wasm";
import { epochPositions, epochsCovered } from "./epochs.js";
import type { Channel, Channels, Drive, Scored, Trial } from "./task.js";

function refuse(path: string, message: string): never {
  throw new InputError(message, { path });
}

function listOf<T>(value: readonly T[] | undefined, path: string): readonly T[] {
  if (Array.isArray(value)) return value;
  return refuse(path, `${path} is ${typeof value}; expected a list; a trial without any has [].`);
}

function checkEpochs(epochs: Trial["epochs"], path: string): ReadonlyMap<string, number> {
  if (listOf(epochs, path).length === 0)
    refuse(path, `${path} is empty; expected at least one [name, duration in ms].`);
  for (const epoch of epochs) {
    const [name, ms] = Array.isArray(epoch) ? epoch : [undefined, undefined];
    if (typeof name !== "string" || name === "" || name.includes("..")) {
      refuse(
        path,
        `an epoch of ${path} is named ${JSON.stringify(name)}; expected [name, ms] with a name without "..".`,
      );
    }
    if (typeof ms !== "number" || !(ms >= 0 && ms < Number.POSITIVE_INFINITY)) {
      refuse(path, `epoch "${name}" lasts ${ms} ms; expected a finite duration of 0 or more.`);
    }
  }
  const positions = epochPositions(epochs.map(([name]) => name));
  if (positions.size < epochs.length)
    refuse(path, `${path} has two epochs of one name; expected each name once; number them.`);
  return positions;
}

function checkDuring(positions: ReadonlyMap<string, number>, during: string, path: string): void {
  if (typeof during === "string" && epochsCovered(positions, during)) return;
  const names = [...positions.keys()].slice(0, 12).join(", ");
  refuse(path, `${path} is during "${during}"; expected an epoch or a range "first..last" of ${names}.`);
}

function channelOf(channels: readonly Channel[], name: string | undefined, path: string): Channel {
  const channel = channels.find((one) => one.name === name);
  if (channel) return channel;
  const known = channels.map((one) => one.name).join(", ");
  return refuse(path, `${path} names channel "${name}"; expected one of ${known}.`);
}

function checkValue({ name, size }: Channel, value: Drive["value"], path: string): void {
  if (typeof value === "number") {
    if (!Number.isFinite(value))
      refuse(path, `${path} is ${value} on channel "${name}"; expected a finite number.`);
    return;
  }
  if (!Array.isArray(value) || value.length !== size) {
    const got = Array.isArray(value) ? `${value.length} numbers` : typeof value;
    refuse(
      path,
      `${path} gives ${got} to channel "${name}"; expected one number, or ${size}: one for each unit.`,
    );
  }
  for (const one of value)
    if (!Number.isFinite(one))
      refuse(path, `${path} has ${one} on channel "${name}"; expected finite numbers.`);
}

function checkDrives(
  drives: readonly Drive[],
  channels: readonly Channel[],
  positions: ReadonlyMap<string, number>,
  path: string,
): void {
  for (const { channel, during, value } of listOf(drives, path)) {
    checkDuring(positions, during, path);
    checkValue(channelOf(channels, channel, path), value, path);
  }
}

function checkScored({ during, weight = 1, channel }: Scored, positions: ReadonlyMap<string, number>): void {
  checkDuring(positions, during, "scored");
  if (typeof weight === "number" && weight >= 0 && weight < Number.POSITIVE_INFINITY) return;
  const where = channel ?? "all channels";
  refuse(
    "scored",
    `the weight of ${where} during "${during}" is ${weight}; expected a finite number of 0 or more.`,
  );
}

/**
 * The position of each epoch of a trial that fits these channels.
 * @throws InputError for the first epoch, channel, span, value or weight that does not
 */
export function checkTrial(trial: Trial, { inputs, outputs }: Channels): ReadonlyMap<string, number> {
  if (typeof trial !== "object" || trial === null)
    refuse("trial", `a trial is ${typeof trial}; expected { epochs, inputs, targets, scored, condition }.`);
  const positions = checkEpochs(trial.epochs, "epochs");
  checkDrives(trial.inputs, inputs, positions, "inputs");
  checkDrives(trial.targets, outputs, positions, "targets");
  for (const entry of listOf(trial.scored, "scored")) {
    checkScored(entry, positions);
    if (entry.channel !== undefined) channelOf(outputs, entry.channel, "scored");
  }
  if (typeof trial.condition !== "object" || trial.condition === null)
    refuse(
      "condition",
      `condition is ${typeof trial.condition}; expected an object of named values; use {} for none.`,
    );
  return positions;
}
