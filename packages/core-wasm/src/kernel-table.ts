import type { KernelName } from "./kernels.js";
import * as twins from "./twins/index.js";

export type Size = "n" | "m" | "k" | "batch" | "rows" | "trials";

/** What one argument of a kernel is: an array with its shape, a matrix packed beforehand, CSR parts, a number. */
export type Argument =
  | { readonly role: "in" | "out" | "inout"; readonly shape: readonly Size[] }
  | { readonly role: "packed" | "values" | "columns" | "start" | "number" | "word" }
  | { readonly role: "size"; readonly size: Size };

/** A kernel's arguments in order, and its plain-TypeScript twin, which takes the precision and then the same ones. */
export interface KernelEntry {
  readonly arguments: readonly Argument[];
  readonly twin: (...args: never[]) => unknown;
}

const array =
  (role: "in" | "out" | "inout") =>
  (...shape: Size[]): Argument => ({ role, shape });
const input = array("in");
const output = array("out");
const both = array("inout");
const number: Argument = { role: "number" };
const word: Argument = { role: "word" };
const packed: Argument = { role: "packed" };
const size = (name: Size): Argument => ({ role: "size", size: name });
const n = size("n");
const m = size("m");

function entry(twin: KernelEntry["twin"], ...args: Argument[]): KernelEntry {
  return { arguments: args, twin };
}

/** Every kernel, one line each: tests and benchmarks walk this table. */
export const kernelTable: Readonly<Record<KernelName, KernelEntry>> = {
  pack: entry(twins.pack, { role: "packed" }, input("n", "m"), n, m),
  matvec: entry(twins.matvec, output("n"), packed, input("m"), n, m),
  matmul: entry(twins.matmul, output("batch", "n"), packed, input("batch", "m"), n, m, size("batch")),
  matmulAdd: entry(twins.matmulAdd, both("batch", "n"), packed, input("batch", "m"), n, m, size("batch")),
  addOuter: entry(twins.addOuter, both("n", "m"), input("k", "n"), input("k", "m"), n, m, size("k")),
  addRowSums: entry(twins.addRowSums, both("n"), input("rows", "n"), size("rows"), n),
  sparseMatmul: entry(
    twins.sparseMatmul,
    output("batch", "n"),
    { role: "values" },
    { role: "columns" },
    { role: "start" },
    input("batch", "m"),
    n,
    m,
    size("batch"),
  ),
  copy: entry(twins.copy, output("n"), input("n"), n),
  fill: entry(twins.fill, output("n"), number, n),
  scale: entry(twins.scale, output("n"), input("n"), number, n),
  shift: entry(twins.shift, output("n"), input("n"), number, n),
  add: entry(twins.add, output("n"), input("n"), input("n"), n),
  subtract: entry(twins.subtract, output("n"), input("n"), input("n"), n),
  multiply: entry(twins.multiply, output("n"), input("n"), input("n"), n),
  addScaled: entry(twins.addScaled, output("n"), input("n"), input("n"), number, n),
  addProduct: entry(twins.addProduct, output("n"), input("n"), input("n"), input("n"), n),
  addRows: entry(twins.addRows, output("rows", "n"), input("rows", "n"), input("n"), size("rows"), n),
  multiplyRows: entry(
    twins.multiplyRows,
    output("rows", "n"),
    input("rows", "n"),
    input("n"),
    size("rows"),
    n,
  ),
  addProductRows: entry(
    twins.addProductRows,
    output("rows", "n"),
    input("rows", "n"),
    input("rows", "n"),
    input("n"),
    size("rows"),
    n,
  ),
  exp: entry(twins.exp, output("n"), input("n"), n),
  log: entry(twins.log, output("n"), input("n"), n),
  sqrt: entry(twins.sqrt, output("n"), input("n"), n),
  tanh: entry(twins.tanh, output("n"), input("n"), n),
  tanhDerivative: entry(twins.tanhDerivative, output("n"), input("n"), n),
  sigmoid: entry(twins.sigmoid, output("n"), input("n"), n),
  sigmoidDerivative: entry(twins.sigmoidDerivative, output("n"), input("n"), n),
  softplus: entry(twins.softplus, output("n"), input("n"), n),
  softplusDerivative: entry(twins.softplusDerivative, output("n"), input("n"), n),
  linear: entry(twins.linear, output("n"), input("n"), number, number, n),
  linearDerivative: entry(twins.linearDerivative, output("n"), input("n"), number, number, n),
  thresholdLinear: entry(twins.thresholdLinear, output("n"), input("n"), number, number, n),
  thresholdLinearDerivative: entry(
    twins.thresholdLinearDerivative,
    output("n"),
    input("n"),
    number,
    number,
    n,
  ),
  abbottChance: entry(twins.abbottChance, output("n"), input("n"), number, number, number, n),
  abbottChanceDerivative: entry(
    twins.abbottChanceDerivative,
    output("n"),
    input("n"),
    number,
    number,
    number,
    n,
  ),
  leak: entry(twins.leak, output("n"), input("n"), input("n"), number, number, n),
  gate: entry(twins.gate, output("n"), input("n"), input("n"), number, number, n),
  euler: entry(twins.euler, both("n"), input("n"), number, n),
  leakyEuler: entry(twins.leakyEuler, both("n"), input("n"), number, n),
  leakyStep: entry(twins.leakyStep, output("n"), input("n"), input("n"), number, n),
  leakyStepRows: entry(
    twins.leakyStepRows,
    output("rows", "n"),
    input("rows", "n"),
    input("rows", "n"),
    input("n"),
    size("rows"),
    n,
  ),
  eulerMaruyama: entry(
    twins.eulerMaruyama,
    both("trials", "n"),
    input("trials", "n"),
    output("n"),
    number,
    number,
    word,
    word,
    word,
    word,
    size("trials"),
    n,
  ),
  uniforms: entry(twins.uniforms, output("trials", "n"), word, word, word, word, size("trials"), n),
  normals: entry(twins.normals, output("trials", "n"), word, word, word, word, size("trials"), n),
  firstNonFinite: entry(twins.firstNonFinite, input("n"), n),
};
