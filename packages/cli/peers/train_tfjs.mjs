// One update of a leaky network in TensorFlow.js on its WebAssembly backend, for `isocortex bench training`: forward,
// backward by its automatic differentiation, clip, Adam. The first argument is the folder it is installed in.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const load = createRequire(resolve(process.argv[2], "package.json"));
const print = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
console.log = console.warn;
const tf = load("@tensorflow/tfjs");
const wasm = load("@tensorflow/tfjs-backend-wasm");
wasm.setThreadsCount(1);
await tf.setBackend("wasm");
await tf.ready();

const networks = new Map();

function networkOf({ hidden, inputs, outputs, steps, trials, alpha }) {
  const normal = (shape, sd) => tf.randomNormal(shape, 0, sd, "float32", 1);
  const W = {
    W_in: tf.variable(normal([inputs, hidden], Math.sqrt(2 / (inputs + hidden)))),
    W_rec: tf.variable(normal([hidden, hidden], 1.1 / Math.sqrt(hidden))),
    b_rec: tf.variable(tf.zeros([hidden])),
    init_state: tf.variable(normal([1, hidden], 0.01)),
    W_out: tf.variable(normal([hidden, outputs], Math.sqrt(2 / (hidden + outputs)))),
    b_out: tf.variable(tf.zeros([outputs])),
  };
  const input = normal([steps * trials, inputs], 1);
  const target = normal([steps * trials, outputs], 1);
  const optimiser = tf.train.adam(1e-3);
  const kept = tf.scalar(1 - alpha);
  const loss = () => {
    const gain = tf.scalar(alpha);
    const all = tf.add(tf.matMul(input, tf.mul(gain, W.W_in)), tf.mul(gain, W.b_rec));
    const drives = tf.split(all, steps, 0);
    const recurrent = tf.mul(gain, W.W_rec);
    let state = tf.tile(W.init_state, [trials, 1]);
    const rates = [];
    let rate = tf.relu(state);
    for (const drive of drives) {
      state = tf.add(tf.add(drive, tf.matMul(rate, recurrent)), tf.mul(kept, state));
      rate = tf.relu(state);
      rates.push(rate);
    }
    const output = tf.add(tf.matMul(tf.concat(rates, 0), W.W_out), W.b_out);
    return tf.mean(tf.square(tf.sub(output, target)));
  };
  return () =>
    tf.tidy(() => {
      const { grads } = tf.variableGrads(loss);
      const clipped = Object.entries(grads).map(([name, gradient]) => {
        const norm = tf.sqrt(tf.sum(tf.square(gradient)));
        return [name, tf.mul(gradient, tf.minimum(1, tf.div(1, tf.add(norm, 1e-6))))];
      });
      optimiser.applyGradients(Object.fromEntries(clipped));
      return W.b_out.dataSync()[0];
    });
}

function samplesOf(request) {
  const key = request.hidden;
  if (!networks.has(key)) {
    networks.set(key, networkOf(request));
    networks.get(key)();
  }
  const update = networks.get(key);
  const samples = [];
  const end = performance.now() + request.timeMs;
  while (performance.now() < end || samples.length < 2) {
    const start = performance.now();
    update();
    samples.push(performance.now() - start);
  }
  return samples;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  print(request.kind === "version" ? { version: tf.version_core } : { samples: samplesOf(request) });
}
