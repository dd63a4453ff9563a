import type { NumberControl } from "./page.js";

/** What a model says of one of its parameters. */
interface ModelParameter {
  readonly value: number;
  readonly unit: string;
  readonly range: readonly [number, number];
}

interface ParameterControlOptions {
  readonly label: string;
  readonly help?: string | undefined;
  readonly drawer?: boolean | undefined;
  /** A part of the model's range that is worth looking at; all of it when left out. */
  readonly within?: readonly [number, number] | undefined;
  /** Where the page starts; the model's value when left out. */
  readonly value?: number | undefined;
}

const STEPS = 200;

/** A round number near to a two-hundredth of a span: 1, 2 or 5 times a power of ten. */
function stepFor(span: number): number {
  const raw = span / STEPS;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((one) => one * power >= raw * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

/** A slider for a parameter of a model: unit, range and value are the model's own. */
export function parameterControl(
  parameter: ModelParameter,
  { label, help, drawer, within, value }: ParameterControlOptions,
): NumberControl {
  const [low, high] = parameter.range;
  const range = within ? ([Math.max(low, within[0]), Math.min(high, within[1])] as const) : parameter.range;
  return {
    kind: "number",
    label,
    help,
    drawer,
    value: value ?? parameter.value,
    unit: parameter.unit === "1" ? "" : parameter.unit,
    range,
    step: stepFor(range[1] - range[0]),
  };
}
