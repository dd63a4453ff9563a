export { bifurcationDiagram, type DiagramOptions, type DiagramProgress } from "./bifurcation-diagram.js";
export type { EquilibriumType, LinearType } from "./classify-equilibrium.js";
export type {
  BranchEnd,
  CurveData,
  CyclesData,
  Diagram,
  DiagramPoint,
  EquilibriaData,
  PointKind,
} from "./diagram.js";
export { type Equilibrium, findEquilibria } from "./equilibria.js";
export { finish } from "./finish.js";
export {
  hysteresisSweep,
  type Jump,
  type Sweep,
  type SweepOptions,
  type SweepPoint,
} from "./hysteresis-sweep.js";
export type { VariedParameter } from "./scaled-family.js";
export type { Box } from "./search-starts.js";
