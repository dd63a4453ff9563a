import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Headers that a host may send with the site; it works without any of them. */
export const strictHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
    "img-src 'self' blob: data:; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *; " +
    "require-trusted-types-for 'script'; trusted-types default",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** The file of a folder that a path names; undefined where there is none, or it is outside. */
function fileAt(folder, path) {
  let file;
  try {
    file = normalize(join(folder, decodeURIComponent(path)));
  } catch {
    return undefined;
  }
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) return fileAt(folder, join(path, "index.html"));
  return found?.isFile() ? file : undefined;
}

/**
 * Serves a folder's files on the loopback address.
 * @param options port (0: any free one), path under which the folder lies (starts and ends with a slash), headers
 * @returns the address, and a function that ends it
 */
export async function serveFolder(folder, { port = 0, path = "/", headers = strictHeaders } = {}) {
  const root = normalize(folder);
  const server = createServer((request, response) => {
    const asked = new URL(request.url, "http://localhost").pathname;
    const file = asked.startsWith(path) ? fileAt(root, asked.slice(path.length)) : undefined;
    if (!["GET", "HEAD"].includes(request.method) || !file) {
      response.writeHead(file ? 405 : 404, { ...headers, "content-type": "text/plain" }).end("not here\n");
      return;
    }
    const lasts = asked.includes("/assets/");
    response.writeHead(200, {
      ...headers,
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "cache-control": lasts ? "max-age=31536000, immutable" : "no-cache",
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${path}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
