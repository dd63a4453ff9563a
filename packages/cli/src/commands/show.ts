import { existsSync, statSync } from "node:fs";
import type { Connectome, MeanField, Model } from "@isocortex/lab";
import { Command } from "commander";
import { addCommonOptions, type CommonOptions } from "../common-options.js";
import { type Output, outputOf } from "../output.js";

type Lab = typeof import("@isocortex/lab");
type Table = typeof import("../terminal/table.js")["table"];

function experimentOf({ name, protocol }: Model): Record<string, unknown> {
  const { connectome, dtMs, durationMs, stimuli, record } = protocol;
  return {
    isocortex: 1,
    model: name,
    ...(connectome ? { connectome } : {}),
    dtMs,
    durationMs,
    stimuli,
    record: record.map((variable) => ({ variable })),
  };
}

/** What models of either kind have: title, citations, parameters, options and presets. */
function showVariants(
  { name, title, cite, params, switches, presets = {} }: Model | MeanField,
  output: Output,
  lab: Lab,
  table: Table,
): void {
  output.heading(`${name}: ${title}`);
  output.prose(`${cite.map(lab.citationText).join("\n")}\n`);
  const rows = Object.entries(params).map(([key, { value, unit, range, from }]) => [
    key,
    String(value),
    unit,
    `${range[0]}..${range[1]}`,
    from,
  ]);
  const columns = [
    { head: "parameter" },
    { head: "value", align: "right" },
    { head: "unit" },
    { head: "range" },
    { head: "source", flexible: true },
  ] as const;
  output.print(table(columns, rows, output.width));
  const options = Object.entries(switches).map(([key, { values, meaning }]) => [
    key,
    values.join(" | "),
    meaning,
  ]);
  if (options.length > 0) {
    const heads = [
      { head: "option" },
      { head: "values, default first" },
      { head: "meaning", flexible: true },
    ];
    output.print(`\n${table(heads, options, output.width)}`);
  }
  for (const [key, { parameters, options }] of Object.entries(presets)) {
    const set = Object.entries({ ...parameters, ...options }).map(([name, value]) => `${name} ${value}`);
    output.prose(`\npreset ${key}: ${set.join(", ")}`);
  }
}

function showModel(model: Model, output: Output, lab: Lab, table: Table): void {
  const { name, title, cite, params, switches, presets = {}, needs, stimulusUnit, protocol } = model;
  output.document({
    kind: "model",
    name,
    title,
    cite,
    params,
    switches,
    presets,
    needs,
    stimulusUnit,
    protocol,
  });
  showVariants(model, output, lab, table);
  output.print(`\nits published protocol (stimuli in ${stimulusUnit}):`);
  output.print(JSON.stringify(experimentOf(model), null, 2));
}

function showMeanField(meanField: MeanField, output: Output, lab: Lab, table: Table): void {
  const { name, title, cite, params, switches, presets = {}, unknowns } = meanField;
  output.document({ kind: "mean field", name, title, cite, params, switches, presets, unknowns });
  showVariants(meanField, output, lab, table);
  const rows = unknowns.map(({ name: unknown, unit, range }) => [unknown, unit, `${range[0]}..${range[1]}`]);
  output.print(
    `\n${table([{ head: "unknown" }, { head: "unit" }, { head: "looked for in" }], rows, output.width)}`,
  );
  output.prose("\na mean field has no time course: isocortex bifurcate and isocortex phase-plane take it");
}

function showConnectome(connectome: Connectome, output: Output, lab: Lab, table: Table): void {
  const { name, title, species, areas, fln, measures, about, licence, citations, source, sha256 } =
    connectome;
  const links = fln.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  const measured = Object.entries(measures).map(([key, values]) => {
    const known = values.filter((value) => !Number.isNaN(value)).length;
    return { name: key, unit: about[key]?.unit ?? "", known, meaning: about[key]?.meaning ?? "" };
  });
  output.document({
    kind: "connectome",
    name,
    title,
    species,
    areas,
    links,
    measures: measured,
    licence,
    citations,
    source,
    sha256,
  });
  const density = links / (areas.length * (areas.length - 1));
  output.heading(`${name}: ${title}`);
  output.prose(`${species}; ${areas.length} areas, ${links} links, density ${density.toFixed(2)}\n`);
  const rows = measured.map((one) => [one.name, one.unit, `${one.known} areas`, one.meaning]);
  output.print(
    table(
      [{ head: "measure" }, { head: "unit" }, { head: "known in" }, { head: "meaning", flexible: true }],
      rows,
      output.width,
    ),
  );
  output.prose(
    `\nareas: ${areas.join(", ")}\n\nlicence: ${licence}\n${citations.map(lab.citationText).join("\n")}\nsource: ${source}\nsha256 ${sha256}`,
  );
}

async function carryOut(name: string, options: CommonOptions): Promise<void> {
  const output = outputOf(options);
  const [lab, { table }] = await Promise.all([import("@isocortex/lab"), import("../terminal/table.js")]);
  if (name === "experiment" || name === "training") {
    const schema = name === "training" ? lab.trainingSchema() : lab.experimentSchema();
    output.document(schema);
    output.print(JSON.stringify(schema, null, 2));
    return;
  }
  const task = lab.tasks.get(name);
  if (task) {
    const { taskDocument, tellTask } = await import("../tell-task.js");
    output.document(taskDocument(task, lab.taskTrial(task)));
    tellTask(task, lab.taskTrial(task), output);
    return;
  }
  const model = lab.models.get(name);
  if (model) {
    showModel(model, output, lab, table);
    return;
  }
  const meanField = lab.meanFields.get(name);
  if (meanField) {
    showMeanField(meanField, output, lab, table);
    return;
  }
  if (lab.connectomeNames.includes(name)) {
    showConnectome(lab.connectome(name), output, lab, table);
    return;
  }
  const reproduction = lab.reproductions.find((one) => one.name === name);
  if (!reproduction && existsSync(name) && statSync(name).isDirectory()) {
    const { tellFolder } = await import("../tell-folder.js");
    tellFolder(name, output);
    return;
  }
  if (!reproduction) {
    const known = [
      "experiment",
      "training",
      ...lab.models.keys(),
      ...lab.meanFields.keys(),
      ...lab.tasks.keys(),
      ...lab.connectomeNames,
      ...lab.reproductions.map((one) => one.name),
    ];
    throw new lab.InputError(`there is no "${name}" to show; ${lab.didYouMean(name, known)}`, {
      code: "usage",
    });
  }
  const { title, citations, flagship } = reproduction;
  output.document({ kind: "reproduction", name, title, citations, flagship });
  output.heading(`${name}: ${title}`);
  output.prose(`${citations.map(lab.citationText).join("\n")}\n\nisocortex reproduce ${name}`);
}

/** `isocortex show`: what is known of one model, connectome or result, or of a folder. */
export function show(): Command {
  const command = new Command("show")
    .summary("what is known of one thing")
    .description(
      "Show a model, a task, a connectome, a published result, a format, or the folder of a run or training.",
    )
    .argument(
      "<name>",
      'a name from "isocortex list"; a folder; or experiment or training for the JSON Schema of that',
    );
  return addCommonOptions(command).action(carryOut);
}
