import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** Writes the service worker with the names of every file of the build, so that the site works without the network. */
function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle(_options, bundle) {
      const files = ["./", ...Object.keys(bundle).filter((name) => !name.endsWith(".map"))].sort();
      const name = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
      const source = readFileSync(join(import.meta.dirname, "service-worker.js"), "utf8")
        .replace("__CACHE__", `isocortex-${name}`)
        .replace("__FILES__", JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}

const WORKER = /new URL\("\.\/worker\.browser\.js", import\.meta\.url\)/;

/** Builds the worker together with the pages, so that what both need, such as models and connectomes, is loaded once. */
function sharedWorker(): Plugin {
  return {
    name: "shared-worker",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!WORKER.test(code)) return null;
      const worker = this.emitFile({
        type: "chunk",
        id: id.replace(/[^/\\]+$/, "worker.browser.js"),
        name: "worker",
      });
      return { code: code.replace(WORKER, `import.meta.ROLLUP_FILE_URL_${worker}`), map: null };
    },
  };
}

const INLINED = /core-wasm[/\\]dist[/\\]inlined\.js$/;

/** Ships the core as a file of its own: a little more than half of what it takes as text, compressed. */
function coreAsFile(): Plugin {
  return {
    name: "core-as-file",
    apply: "build",
    enforce: "pre",
    async transform(code, id) {
      if (!INLINED.test(id)) return null;
      const generated = id.replace(INLINED, "core-wasm/dist/generated/strict.js");
      const { base64 } = (await import(pathToFileURL(generated).href)) as { base64: string };
      const file = this.emitFile({
        type: "asset",
        name: "core.wasm",
        source: Buffer.from(base64, "base64"),
      });
      const inline = "return decode(base64);";
      if (!code.includes(inline)) this.error(`${id} does not read as expected.`);
      return {
        code: code.replace(
          inline,
          `const answer = await fetch(import.meta.ROLLUP_FILE_URL_${file});
  if (!answer.ok) throw new Error(\`the core could not be loaded (\${answer.status}).\`);
  return new Uint8Array(await answer.arrayBuffer());`,
        ),
        map: null,
      };
    },
  };
}

export default defineConfig({
  base: "./",
  worker: { format: "es" },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1000,
    modulePreload: {
      polyfill: false,
      // What the worker loads has no document to preload into.
      resolveDependencies: (_file, dependencies, { hostId }) =>
        /(^|\/)index-/.test(hostId) ? dependencies : [],
    },
    assetsInlineLimit: 0,
  },
  plugins: [sharedWorker(), coreAsFile(), offline()],
});
