// Compiles assembly/ to the strict and the relaxed module and inlines their bytes as base64 in src/generated/.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
mkdirSync("build", { recursive: true });
mkdirSync("src/generated", { recursive: true });

const builds = { strict: [], relaxed: ["--enable", "relaxed-simd"] };

for (const [name, flags] of Object.entries(builds)) {
  const { error, stderr } = await asc.main([
    "assembly/index.ts",
    "--outFile",
    `build/${name}.wasm`,
    "--textFile",
    `build/${name}.wat`,
    "--runtime",
    "stub",
    "--importMemory",
    "--noAssert",
    "--enable",
    "simd",
    "-O3",
    "--converge",
    ...flags,
  ]);
  if (error) {
    console.error(stderr.toString());
    process.exit(1);
  }
  const bytes = readFileSync(`build/${name}.wasm`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  writeFileSync(
    `src/generated/${name}.ts`,
    `export const sha256: string = "${sha256}";\nexport const base64: string =\n  "${bytes.toString("base64")}";\n`,
  );
  console.log(`${name}.wasm ${bytes.length} bytes, sha256 ${sha256.slice(0, 12)}`);
}
