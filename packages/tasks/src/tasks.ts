import { contextDependentIntegration } from "./context-dependent-integration.js";
import { delayedDiscrimination } from "./delayed-discrimination.js";
import { delayedMatchToSample } from "./delayed-match-to-sample.js";
import { delayedMatchToSampleDistractor } from "./delayed-match-to-sample-distractor.js";
import { flipFlop } from "./flip-flop.js";
import { goNoGo } from "./go-no-go.js";
import { matchToCategory } from "./match-to-category.js";
import { memoryAntiSaccade } from "./memory-anti-saccade.js";
import { multisensory } from "./multisensory.js";
import { nBack } from "./n-back.js";
import { odr } from "./odr.js";
import { perceptualDiscrimination } from "./perceptual-discrimination.js";
import { psychrnnDelayedDiscrimination } from "./psychrnn-delayed-discrimination.js";
import { psychrnnMatchToCategory } from "./psychrnn-match-to-category.js";
import { psychrnnPerceptualDiscrimination } from "./psychrnn-perceptual-discrimination.js";
import type { Task } from "./task.js";

/** Every task by name: one line each. */
export const tasks: ReadonlyMap<string, Task> = new Map<string, Task>(
  [
    perceptualDiscrimination,
    delayedDiscrimination,
    matchToCategory,
    delayedMatchToSample,
    delayedMatchToSampleDistractor,
    odr,
    contextDependentIntegration,
    multisensory,
    goNoGo,
    memoryAntiSaccade,
    nBack,
    flipFlop,
    psychrnnPerceptualDiscrimination,
    psychrnnDelayedDiscrimination,
    psychrnnMatchToCategory,
  ].map((task) => [task.name, task as Task]),
);
