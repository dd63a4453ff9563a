#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `isocortex needs Node 20.19 or newer; this is ${process.version}. Install a newer Node.\n`,
  );
  process.exit(2);
}
const { main } = await import("../dist/main.js");
await main(process.argv.slice(2));
