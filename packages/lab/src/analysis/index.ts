export * from "./autocorrelations.js";
export * from "./contingency-test.js";
export * from "./eigen-timescales.js";
export * from "./fit-timescale.js";
export * from "./lyapunov.js";
export * from "./matrix-exponential.js";
export * from "./persistence.js";
export * from "./shuffle-matrix.js";
