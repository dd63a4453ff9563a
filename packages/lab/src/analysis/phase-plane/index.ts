export { type Goal, type Goals, goalsOf } from "./basins.js";
export type { Ending, Path } from "./flow.js";
export type { ManifoldBranch } from "./invariant-manifolds.js";
export type { Nullcline } from "./nullclines.js";
export {
  evenly,
  manifoldsOf,
  type PhasePlaneOptions,
  type PlaneSkeleton,
  pathsFrom,
  planeSkeleton,
} from "./phase-plane.js";
export { type PlaneSection, planeSection, type RestRule, sectionOnGrid } from "./plane-section.js";
