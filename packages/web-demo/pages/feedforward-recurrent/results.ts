import type { UnrollingRecord } from "@isocortex/lab";
import type { Plot } from "../../src/page.js";

export const MANY_LAYERS = 20;

/** Steps from which more than twenty layers are needed; undefined where none of those counted do. */
export function deepFrom({ sizes }: UnrollingRecord): number | undefined {
  return sizes.find(({ space }) => space.layers > MANY_LAYERS)?.steps;
}

/** Layers of the feedforward network against steps. */
export function depthPlot(record: UnrollingRecord): Plot {
  const { sizes, request } = record;
  const x = sizes.map(({ steps }) => steps);
  const { layers } = sizes[request.steps - 1]!.space;
  const from = deepFrom(record);
  return {
    figure: {
      kind: "lines",
      name: "depth",
      title: "Depth against steps",
      caption:
        "Layers of weights on the longest path from the input to the output of the last step, the read-out's among them.",
      x: { label: "Steps T" },
      y: { label: "Layers" },
      series: [
        { label: "unrolled", x, y: sizes.map(({ space }) => space.layers) },
        { label: `${MANY_LAYERS} layers`, x, y: x.map(() => MANY_LAYERS), muted: true, dashed: true },
      ],
      spans: [{ from: request.steps - 0.15, to: request.steps + 0.15, label: "" }],
    },
    summary:
      `Over ${request.steps} ${request.steps === 1 ? "step" : "steps"} the feedforward network has ${layers} layers; ` +
      (from === undefined
        ? `up to T = ${sizes.length} it never has more than ${MANY_LAYERS}.`
        : `from T = ${from} it has more than ${MANY_LAYERS}. Is so deep a network realistic?`),
  };
}

/** Parameters and units against steps. */
export function sizePlot({ sizes, request, recurrent }: UnrollingRecord): Plot {
  const x = sizes.map(({ steps }) => steps);
  const { time } = sizes[request.steps - 1]!;
  return {
    figure: {
      kind: "lines",
      name: "size",
      title: "Size against steps",
      caption: "Every area once per step.",
      x: { label: "Steps T" },
      y: { label: "Number", type: "log" },
      series: [
        { label: "parameters, tied", x, y: sizes.map((one) => one.time.parameters) },
        { label: "parameters, untied", x, y: sizes.map((one) => one.time.untiedParameters) },
        { label: "units", x, y: sizes.map((one) => one.time.units) },
      ],
    },
    summary: `With tied copies the ${recurrent.parameters} parameters of the recurrent network are enough for any T; untied there are ${time.untiedParameters} at T = ${request.steps}.`,
  };
}
