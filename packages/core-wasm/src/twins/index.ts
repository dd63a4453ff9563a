export * from "./elementwise.js";
export * from "./linear-algebra.js";
export * from "./random.js";
export * from "./round.js";
