export { type Audit, auditStep } from "./audit.js";
export { chaudhuri2015 } from "./cortex/chaudhuri-2015.js";
export { froudistWalsh2021 } from "./cortex/froudist-walsh-2021.js";
export { excitatoryInhibitory } from "./local/excitatory-inhibitory.js";
export * from "./model.js";
export { models } from "./models.js";
export * from "./plan.js";
export * from "./simulate.js";
export { stepsIn } from "./steps.js";
