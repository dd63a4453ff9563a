// Makes src/data/ from the published tables as CSV: node scripts/import-figures.mjs FOLDER
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node scripts/import-figures.mjs FOLDER (with markov29_fln.csv, fw40_fln.csv, ...)");
  process.exit(2);
}
const out = fileURLToPath(new URL("../src/data/", import.meta.url));

function table(file) {
  const lines = readFileSync(join(folder, file), "utf8").trim().split("\n");
  const rows = lines.filter((line) => !line.startsWith("#")).map((line) => line.split(","));
  const [head, ...body] = rows;
  return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

const optional = (text) => (text === undefined || text === "" ? null : Number(text));

/** Links as [target, source, FLN, SLN]; a pair without labelled neurons is no link. */
function links(stem) {
  const fln = table(`${stem}_fln.csv`);
  const sln = table(`${stem}_sln.csv`);
  return fln.flatMap((row, i) => {
    const { "to\\from": target, ...sources } = row;
    return Object.entries(sources)
      .filter(([source, value]) => Number(value) > 0 || Number(sln[i][source]) > 0)
      .map(([source, value]) => [target, source, Number(value), Number(sln[i][source])]);
  });
}

function write(name, head, areas, edges) {
  const body = JSON.stringify({ areas, links: edges });
  const sha256 = createHash("sha256").update(body).digest("hex");
  const lines = [
    "// Published measurements, licensed CC BY-NC 4.0: see LICENSE-DATA. Made by scripts/import-figures.mjs.",
    `import type { Table } from "../table.js";`,
    "",
    `export const ${head.constant}: Table = {`,
    ...Object.entries(head.meta).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`),
    `  sha256: "${sha256}",`,
    "  areas: [",
    ...areas.map((area) => `    ${JSON.stringify(area)},`),
    "  ],",
    "  links: [",
    ...edges.map((edge) => `    ${JSON.stringify(edge)},`),
    "  ],",
    "};",
    "",
  ];
  writeFileSync(join(out, `${name}.ts`), lines.join("\n"));
  console.log(`${name}: ${areas.length} areas, ${edges.length} links, sha256 ${sha256.slice(0, 12)}`);
}

const spines = new Map(
  table("macaque30_spine_count.csv").map(({ area, spine_count, age_factor }) => [
    area.toLowerCase(),
    spine_count === "" ? null : Math.round(Number(spine_count) * Number(age_factor || 1) * 10) / 10,
  ]),
);

write(
  "macaque-29",
  {
    constant: "macaque29",
    meta: {
      name: "macaque-29",
      title: "Macaque cortex, 29 areas",
      species: "Macaca",
      citations: ["markov2014fln", "markov2014sln", "chaudhuri2015", "mejias2022"],
      licence: "CC BY-NC 4.0",
      source:
        "FLN: Markov et al. 2014, Cereb Cortex 24:17-36. SLN: Markov et al. 2014, J Comp Neurol 522:225-259. The " +
        "29-area edge-complete subgraph of Chaudhuri et al. 2015, Neuron 88:419-431, with its hierarchy.",
    },
  },
  table("markov29_areas.csv").map(({ area, hierarchy_raw, hierarchy }) => ({
    name: area,
    hierarchy: Number(hierarchy),
    hierarchyRaw: Number(hierarchy_raw),
    spineCount: spines.get(area.toLowerCase()) ?? null,
  })),
  links("markov29"),
);

write(
  "macaque-40",
  {
    constant: "macaque40",
    meta: {
      name: "macaque-40",
      title: "Macaque cortex, 40 areas",
      species: "Macaca",
      citations: ["froudistwalsh2021", "markov2014fln", "leavitt2017"],
      licence: "CC BY-NC 4.0",
      source:
        "FLN, SLN, hierarchy, D1 receptor density and spine counts as published with Froudist-Walsh et al. 2021, " +
        "Neuron 109:3500-3520 (Kennedy laboratory). Delay-activity counts compiled by those authors from Leavitt, " +
        "Mendoza-Halliday & Martinez-Trujillo 2017, Trends Neurosci 40:328-346.",
    },
  },
  table("fw40_areas.csv").map((row) => ({
    name: row.area,
    hierarchy: Number(row.hierarchy),
    d1Density: Number(row.d1_density),
    spineCount: Number(row.spine_count),
    delayPositive: optional(row.delay_pos),
    delayNegative: optional(row.delay_neg),
    persistentData: Number(row.persistent_data),
    wellStudied: Number(row.well_studied),
  })),
  links("fw40"),
);
