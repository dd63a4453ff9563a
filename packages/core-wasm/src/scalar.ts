import { float64 } from "./twins/round.js";
import * as f from "./twins/transcendental.js";

/** The core's elementary functions on one double, with the kernels' bits: JavaScript's own differ between engines. */
export const scalar = Object.freeze({
  exp: (x: number): number => f.exp(float64, x),
  log: (x: number): number => f.log(float64, x),
  tanh: (x: number): number => f.tanh(float64, x),
  sigmoid: (x: number): number => f.sigmoid(float64, x),
  softplus: (x: number): number => f.softplus(float64, x),
  /** u/(1 - exp(-d·u)), 1/d at u = 0: the transfer function of `abbottChance` of u = a·x - b. */
  abbottChance: (u: number, d: number): number => f.abbottChance(float64, u, d),
  /** Derivative of y/(1 - exp(-y)): that of `abbottChance` by u, at y = d·u. */
  abbottChanceSlope: (y: number): number => f.abbottChanceSlope(float64, y),
});
