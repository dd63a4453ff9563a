/** Serves the built site on this machine alone: `serve.mjs [--port 8080]`. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serveFolder } from "./static-server.mjs";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function portAsked() {
  try {
    const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
    return values.port;
  } catch (error) {
    return stop(`${error.message.split(".")[0]}; usage: npm run demo -- --port 8080`);
  }
}

const text = portAsked();
const port = Number(text);
if (!/^\d+$/.test(text) || port > 65535) {
  stop(`--port is ${JSON.stringify(text)}; expected a whole number from 0 (any free port) to 65535.`);
}
if (!existsSync(join(folder, "index.html"))) {
  stop("the site is not built; run npm run demo from the root of the project, which builds it.");
}
const server = await serveFolder(folder, { port }).catch((error) =>
  stop(
    error.code === "EADDRINUSE"
      ? `port ${port} is in use; leave --port out for a free one.`
      : `the site could not be served on port ${port}: ${error.message}.`,
  ),
);
process.stdout.write(`${server.url}\n`);
process.stderr.write("Open this address in a browser; Ctrl-C ends it.\n");
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void server.close());
