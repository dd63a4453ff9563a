export type { EquilibriumType, LinearType } from "./classify-equilibrium.js";
export { type Equilibrium, findEquilibria } from "./equilibria.js";
export type { Box } from "./search-starts.js";
