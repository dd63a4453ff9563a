import { Command } from "commander";
import {
  addCommonOptions,
  addSetOption,
  type CommonOptions,
  seedOption,
  trialsOption,
} from "../common-options.js";
import { outputOf } from "../output.js";
import { version } from "../version.js";

interface EvaluateOptions extends CommonOptions {
  readonly trials?: number;
  readonly seed?: number;
  readonly set: readonly string[];
}

const EXAMPLES = `
Examples:
  isocortex evaluate go --trials 2000 --seed 7
  isocortex evaluate go -s delayMs=1500         a delay it was not trained on`;

type Json = Record<string, unknown>;

async function carryOut(folder: string, options: EvaluateOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: evaluating ${folder}`);
  const [{ openFinished }, { setByPath }, { withLab }, { printScore }, { trainingKeys }] = await Promise.all([
    import("../files/finished-training.js"),
    import("../set-by-path.js"),
    import("../session.js"),
    import("../tell-training.js"),
    import("@isocortex/lab"),
  ]);
  const { record, weights, taskUrl, connectomes } = openFinished(folder);
  const training = structuredClone(record.training) as object as Json;
  const changed: Json = { taskParameters: {} };
  for (const change of options.set) {
    const ofTask = /^taskParameters\./.test(change) || !/^[^=]*\./.test(change);
    const bare = (key: string): readonly string[] => [
      ...(trainingKeys.includes(key) ? [] : ["taskParameters"]),
      key,
    ];
    const known = trainingKeys.includes(change.split("=")[0]!);
    setByPath(ofTask && !known ? changed : training, change, bare);
  }
  const {
    score,
    seed,
    training: tested,
  } = await withLab(1, (lab, signal) =>
    lab.evaluate(training, weights, {
      taskUrl,
      connectomes,
      signal,
      trials: options.trials,
      seed: options.seed,
      taskParameters: changed.taskParameters as Record<string, number>,
    }),
  );
  const { taskParameters, dtMs } = tested;
  output.document({ folder, task: tested.task, seed, dtMs, taskParameters, ...score });
  printScore(score, output);
}

/** `isocortex evaluate`: a trained network on fresh trials. */
export function evaluate(): Command {
  const command = new Command("evaluate")
    .summary("score a trained network")
    .description("Score a trained network on fresh trials, by condition; also with another task than it had.")
    .argument("<folder>", "folder of a finished training")
    .addOption(trialsOption())
    .addOption(seedOption());
  addSetOption(command, "change a parameter of the task for this test; repeatable");
  return addCommonOptions(command).addHelpText("after", EXAMPLES).action(carryOut);
}
