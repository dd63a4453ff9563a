export { angleOf, direction, turn, wholeTurn } from "./angle.js";
export { checkAnswer, checkTask } from "./check-task.js";
export { checkTrial } from "./check-trial.js";
export {
  type Conditions,
  type ConditionValue,
  checkGiven,
  conditionGrid,
  type Drawn,
  draw,
  type Given,
  type Span,
} from "./conditions.js";
export { contextDependentIntegration } from "./context-dependent-integration.js";
export { delayedDiscrimination } from "./delayed-discrimination.js";
export { delayedMatchToSample } from "./delayed-match-to-sample.js";
export { delayedMatchToSampleDistractor } from "./delayed-match-to-sample-distractor.js";
export { flipFlop } from "./flip-flop.js";
export { goNoGo } from "./go-no-go.js";
export { matchToCategory } from "./match-to-category.js";
export { memoryAntiSaccade } from "./memory-anti-saccade.js";
export { multisensory } from "./multisensory.js";
export { nBack } from "./n-back.js";
export { odr } from "./odr.js";
export { perceptualDiscrimination } from "./perceptual-discrimination.js";
export { psychrnnDelayedDiscrimination } from "./psychrnn-delayed-discrimination.js";
export { psychrnnMatchToCategory } from "./psychrnn-match-to-category.js";
export { psychrnnPerceptualDiscrimination } from "./psychrnn-perceptual-discrimination.js";
export { type Batch, type Buffers, type RenderOptions, render, stepAt, unitsIn } from "./render.js";
export { responseOf } from "./response.js";
export { anglesAround, bump, populationVector } from "./ring.js";
export {
  type Answer,
  type Channel,
  type Channels,
  channelsOf,
  type Drive,
  defineTask,
  type Response,
  type Scored,
  type Task,
  type TaskOutput,
  type TaskParameter,
  type TaskParameterTable,
  type TaskValues,
  type Trial,
} from "./task.js";
export { taskValues } from "./task-values.js";
export { tasks } from "./tasks.js";
