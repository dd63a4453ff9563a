import { cpus } from "node:os";
import { Argument, Command, Option } from "commander";
import type { Comparison } from "../bench/comparison.js";
import { addCommonOptions, type CommonOptions } from "../common-options.js";
import { outputOf } from "../output.js";
import { wrap } from "../terminal/wrap.js";
import { version } from "../version.js";

interface BenchOptions extends CommonOptions {
  readonly quick?: boolean;
  readonly python: string;
  readonly peers: string;
}

const suites = ["kernels", "cortex", "dynamics", "training"] as const;
type Suite = (typeof suites)[number];

const EXAMPLES = `
Examples:
  isocortex bench                        everything, some minutes
  isocortex bench cortex --python .venv/bin/python
  isocortex bench kernels --quick --json
  isocortex bench training --python .peers/venv/bin/python
                                         peers: packages/cli/peers/install.sh`;

function machine(): string {
  const { model } = cpus()[0] ?? { model: "unknown processor" };
  return `${model.trim()}, ${cpus().length} cores, node ${process.version}, ${process.platform} ${process.arch}`;
}

function rate(value: number): string {
  if (value >= 1e5) return `${(value / 1e6).toFixed(2)} M`;
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

async function carryOut(suite: Suite | undefined, options: BenchOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: measuring on ${machine()}`);
  const [
    { benchKernels },
    { benchCortex },
    { benchDynamics },
    { benchTraining },
    { quick, thorough },
    { startPeers },
    { bestRate, speedUp },
  ] = await Promise.all([
    import("../bench/kernels.js"),
    import("../bench/cortex.js"),
    import("../bench/dynamics.js"),
    import("../bench/training.js"),
    import("../bench/measure.js"),
    import("../bench/peers.js"),
    import("../bench/comparison.js"),
  ]);
  const wanted = suite ? [suite] : suites;
  const peers = await startPeers(options, wanted);
  for (const note of peers.notes) output.note(note);
  const measureOptions = options.quick ? quick : thorough;
  const runs = {
    kernels: () => benchKernels(peers.found.numpy, measureOptions),
    cortex: () => benchCortex(peers.found.numpy, measureOptions),
    dynamics: () => benchDynamics(peers.found, measureOptions),
    training: () => benchTraining(peers.found, measureOptions),
  };
  const comparisons: Comparison[] = [];
  try {
    for (const name of wanted) {
      for await (const comparison of runs[name]()) {
        comparisons.push(comparison);
        const { timings, unit, remark } = comparison;
        const [own, ...others] = timings;
        const against = others
          .map((other) => `${speedUp(comparison, other).toFixed(2)}x ${other.who}`)
          .join(", ");
        output.print(
          `${comparison.name.padEnd(31)} ${rate(bestRate(comparison, own!)).padStart(7)} ${unit.padEnd(8)} ${against}`.trimEnd(),
        );
        const times = timings.map(
          ({ who, medianMs, minMs }) => `${who} ${medianMs.toPrecision(3)} (${minMs.toPrecision(3)})`,
        );
        const told = `median (min) ms: ${times.join(", ")}${remark ? `; ${remark}` : ""}`;
        for (const line of wrap(told, output.width - 2)) output.print(output.style.dim(`  ${line}`));
      }
    }
  } finally {
    peers.close();
  }
  output.document({
    isocortex: version,
    machine: machine(),
    numpy: peers.versions.numpy ?? null,
    peers: peers.versions,
    comparisons: comparisons.map((comparison) => ({
      ...comparison,
      timings: comparison.timings.map((timing) => ({
        ...timing,
        rate: bestRate(comparison, timing),
        slowerThanOurs: speedUp(comparison, timing),
      })),
    })),
  });
}

/** `isocortex bench`: how fast, against what. */
export function bench(): Command {
  const command = new Command("bench")
    .summary("how fast it is")
    .description(
      "Measure kernels, whole-cortex models, local circuits and training against plain JavaScript and installed peers.",
    )
    .addArgument(new Argument("[suite]", "only this one").choices(suites))
    .option("--quick", "a rough measurement in seconds")
    .addOption(
      new Option(
        "--python <path>",
        "the Python whose numpy, numba, PyTorch and PsychRNN are the peers",
      ).default("python3"),
    )
    .addOption(new Option("--peers <folder>", "where TensorFlow.js is installed").default(".peers"));
  return addCommonOptions(command).addHelpText("after", EXAMPLES).action(carryOut);
}
