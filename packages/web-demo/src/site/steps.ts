/** The six steps to a model of the whole cortex, in the lecture's order. */
export const steps: readonly string[] = [
  "Building blocks: local circuit models",
  "Connect the blocks: anatomical connectivity data",
  "Allow local variation of circuit properties, based on data",
  "Simulate task stimuli as input and measure activity",
  "Validate the model against real neural data",
  "Make predictions for future experiments",
];
