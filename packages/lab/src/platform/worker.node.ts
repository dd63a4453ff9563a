import { parentPort } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { serve } from "./serve.js";

serve(
  nodeEndpoint(parentPort),
  `node ${process.version} ${process.platform} ${process.arch}`,
  (url) => import(url),
);
