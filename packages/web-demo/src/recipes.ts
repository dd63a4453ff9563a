import type { Recipe } from "./page.js";

/** A text in single quotes for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

/** The line that gives the same numbers, and for a run the same SHA-256, on a command line. */
export function commandOf(recipe: Recipe): string {
  switch (recipe.kind) {
    case "run":
      return `echo ${quoted(json({ isocortex: 1, ...recipe.experiment }))} | isocortex run -`;
    case "train":
      return `echo ${quoted(json({ isocortex: 1, ...recipe.training }))} | isocortex train -`;
    case "reproduce":
      return `isocortex reproduce ${recipe.name}`;
    case "phase-plane":
    case "bifurcate":
      return `echo ${quoted(json({ isocortex: 1, ...recipe.request }))} | isocortex ${recipe.kind} -`;
  }
}

const calls = {
  run: "run",
  train: "train",
  "phase-plane": "phasePlane",
  bifurcate: "bifurcate",
} as const;

/** A program that gives the same numbers. */
export function programOf(recipe: Recipe): string {
  const head = 'import { connect } from "@isocortex/lab";\n\nconst lab = connect();\n';
  const foot = "lab.close();\n";
  if (recipe.kind === "reproduce") {
    return `${head}const { checks } = await lab.reproduce(${json(recipe.name)});\nconsole.log(checks);\n${foot}`;
  }
  const asked =
    recipe.kind === "run" ? recipe.experiment : recipe.kind === "train" ? recipe.training : recipe.request;
  const body = JSON.stringify({ isocortex: 1, ...asked }, null, 2);
  const tell =
    recipe.kind === "run"
      ? "for (const [name, { sha256 }] of Object.entries(result.record.arrays)) console.log(name, sha256);"
      : "console.log(result);";
  return `${head}const result = await lab.${calls[recipe.kind]}(${body});\n${tell}\n${foot}`;
}
