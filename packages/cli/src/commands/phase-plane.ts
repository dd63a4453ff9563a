import type { PhasePlaneRecord } from "@isocortex/lab";
import { Command, Option } from "commander";
import {
  addCommonOptions,
  addFolderOptions,
  addSetOption,
  type CommonOptions,
  type FolderOptions,
  numberOf,
} from "../common-options.js";
import { type Output, outputOf } from "../output.js";
import { printable } from "../terminal/printable.js";
import { version } from "../version.js";

interface PhasePlaneOptions extends CommonOptions, FolderOptions {
  readonly set: readonly string[];
  readonly x?: string;
  readonly y?: string;
  readonly xFrom?: number;
  readonly xTo?: number;
  readonly yFrom?: number;
  readonly yTo?: number;
  readonly rest?: string;
  readonly basins?: boolean;
}

const EXAMPLES = `
Examples:
  isocortex phase-plane wilson-cowan
  isocortex phase-plane wilson-cowan -s preset=multistable-1972 --basins
  isocortex phase-plane excitatory-inhibitory --x rE --y rI --x-to 60 -s wEE=30
  isocortex phase-plane chaudhuri-2015 --x rE.V1 --y rE.V2 --rest quasi-steady
  isocortex phase-plane wilson-cowan -s input.E=0.5 -s starts='[[0.1,0.3]]'`;

const MOST_ROWS = 12;
const MOST_EIGENVALUES = 2;

function number(value: number): string {
  return Math.abs(value) < 1e-12 ? "0" : String(Number(value.toPrecision(5)));
}

type Equilibrium = PhasePlaneRecord["equilibria"][number];

/** `-0.12, -0.5`, or `-0.12 ± 0.4i` for a pair; the slowest few. */
function spectrumText(all: Equilibrium["eigenvalues"]): string {
  const texts = all.flatMap(({ re, im }) =>
    im === 0 ? [number(re)] : im > 0 ? [`${number(re)} ± ${number(im)}i`] : [],
  );
  return texts.length > MOST_EIGENVALUES
    ? [...texts.slice(0, MOST_EIGENVALUES), "..."].join(", ")
    : texts.join(", ");
}

async function printPlane(record: PhasePlaneRecord, output: Output): Promise<void> {
  const [{ table }, { drawPlane }] = await Promise.all([
    import("../terminal/table.js"),
    import("../terminal/draw-plane.js"),
  ]);
  const { request, coordinates, equilibria, timeUnit, goals, trajectories } = record;
  const axes = [request.x, request.y];
  const places = axes.map(({ coordinate }) => coordinates.findIndex(({ name }) => name === coordinate));
  const slowest = ({ timeConstants }: Equilibrium): string => {
    const tau = timeConstants[0] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(tau) ? number(tau) : "-";
  };
  if (equilibria.length === 0) output.prose("no equilibrium was found");
  else
    output.print(
      table(
        [
          ...axes.map(({ coordinate, unit }) => ({
            head: unit === "1" ? coordinate : `${coordinate} (${unit})`,
            align: "right" as const,
          })),
          { head: "type" },
          { head: `eigenvalues (1/${timeUnit})`, flexible: true },
          { head: `period (${timeUnit})`, align: "right" },
          { head: `tau (${timeUnit})`, align: "right" },
        ],
        equilibria
          .slice(0, MOST_ROWS)
          .map((one) => [
            ...places.map((i) => number(one.state[i]!)),
            one.type,
            spectrumText(one.eigenvalues),
            one.period === undefined ? "" : number(one.period),
            slowest(one),
          ]),
        output.width,
      ),
    );
  if (equilibria.length > MOST_ROWS)
    output.prose(`and ${equilibria.length - MOST_ROWS} more equilibria, in equilibria.csv`);
  output.print(`\n${drawPlane(record, output.width, output.style)}\n`);
  const counts = goals.map((_, g) => trajectories.filter(({ goal }) => goal === g).length);
  goals.forEach(({ label }, g) => {
    if (counts[g]! > 0) output.prose(`${counts[g]} of ${trajectories.length} trajectories: ${label}`);
  });
}

/** An axis as the options say, over what the request says. */
function axisOf(request: Record<string, unknown>, key: "x" | "y", given: Record<string, unknown>): void {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(said).length > 0) request[key] = { ...(request[key] as object | undefined), ...said };
}

async function carryOut(source: string, options: PhasePlaneOptions): Promise<void> {
  const output = outputOf(options);
  output.note(`isocortex ${version}: phase plane of ${source === "-" ? "standard input" : source}`);
  const [
    { phasePlaneKeys },
    { phasePlaneFiles },
    { readModelRequest },
    { checkFolder },
    { writeResults },
    { withLab },
    { progressLine },
  ] = await Promise.all([
    import("@isocortex/lab"),
    import("@isocortex/lab/files"),
    import("../files/read-model-request.js"),
    import("../files/check-folder.js"),
    import("../files/write-folder.js"),
    import("../session.js"),
    import("../terminal/progress.js"),
  ]);
  const form = { what: "a phase plane", keys: phasePlaneKeys, dotted: ["held"] };
  const { request, connectomes } = readModelRequest(source, options.set, form);
  axisOf(request, "x", { coordinate: options.x, from: options.xFrom, to: options.xTo });
  axisOf(request, "y", { coordinate: options.y, from: options.yFrom, to: options.yTo });
  if (options.rest !== undefined) request.rest = options.rest;
  if (options.basins)
    request.layers = [
      ...((request.layers as string[] | undefined) ?? ["field", "nullclines", "manifolds", "trajectories"]),
      "basins",
    ];
  const force = options.force ?? false;
  checkFolder(options.out, force);

  await withLab(1, async (lab, signal) => {
    const progress = progressLine(process.stderr, output.quiet);
    const result = await lab
      .phasePlane(request, {
        connectomes,
        signal,
        onProgress: (at) => {
          progress.update("phase plane", at);
          return undefined;
        },
      })
      .finally(progress.done);
    signal.throwIfAborted();
    const { record } = result;
    const folder = writeResults(options.out, force, record.request.name, phasePlaneFiles(result));
    output.document({ folder, ...record });
    await printPlane(record, output);
    output.print(printable(`\nfigure ${folder}/figures/phase-plane.svg`));
  });
}

/** `isocortex phase-plane`: two coordinates of a model as a folder of curves, points and a figure. */
export function phasePlane(): Command {
  const command = new Command("phase-plane")
    .summary("nullclines, equilibria, trajectories")
    .description(
      "Draw two coordinates of a model: nullclines, equilibria with their types, separatrices, trajectories, basins.",
    )
    .argument("<model>", "a model, a JSON file of a request, or - for standard input")
    .option("--x <coordinate>", "horizontal coordinate (default: the first)")
    .option("--y <coordinate>", "vertical coordinate (default: the second)")
    .option("--x-from <value>", "left end (default: the model's range)", numberOf)
    .option("--x-to <value>", "right end", numberOf)
    .option("--y-from <value>", "lower end", numberOf)
    .option("--y-to <value>", "upper end", numberOf)
    .addOption(
      new Option("--rest <rule>", "other coordinates: held at rest, frozen, or solved for").choices([
        "rest",
        "frozen",
        "quasi-steady",
      ]),
    )
    .option("--basins", "also basins of attraction");
  addSetOption(command, "change a key, parameter, option or constant input (input.E); repeatable");
  return addCommonOptions(addFolderOptions(command)).addHelpText("after", EXAMPLES).action(carryOut);
}
