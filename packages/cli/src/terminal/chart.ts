import type { Figure } from "@isocortex/lab";
import asciichart from "asciichart";
import { printable } from "./printable.js";

const MOST_SERIES = 4;
const HIGH = 10;
const AXIS = 12;
const colours = [asciichart.blue, asciichart.red, asciichart.green, asciichart.magenta];

type Lines = Extract<Figure, { kind: "lines" }>;

/** Values of a series at `width` evenly spaced places of [from, to]. */
function resample({ x, y }: Lines["series"][number], from: number, to: number, width: number): number[] {
  let at = 0;
  return Array.from({ length: width }, (_, column) => {
    const target = from + ((to - from) * column) / (width - 1);
    while (at + 1 < x.length && x[at + 1]! <= target) at++;
    return y[at]!;
  });
}

/** A figure of lines as text: up to four of its series, evenly chosen. */
export function chart(figure: Lines, width: number, colour: boolean): string {
  const step = (figure.series.length - 1) / Math.max(1, Math.min(MOST_SERIES, figure.series.length) - 1);
  const picks = Array.from(
    { length: Math.min(MOST_SERIES, figure.series.length) },
    (_, i) => figure.series[Math.round(i * step)]!,
  );
  const from = Math.min(...picks.map(({ x }) => x[0]!));
  const to = Math.max(...picks.map(({ x }) => x[x.length - 1]!));
  const plot = asciichart.plot(
    picks.map((series) => resample(series, from, to, width - AXIS - 2)),
    {
      height: HIGH,
      ...(colour ? { colors: colours.slice(0, picks.length) } : {}),
      format: (value: number) => value.toFixed(value < 10 ? 2 : 1).padStart(AXIS - 4),
    },
  );
  const unit = (axis: Lines["x"]): string =>
    printable(axis.unit ? `${axis.label} (${axis.unit})` : axis.label);
  const left = `${from}`;
  const right = `${Math.round(to)}`;
  const middle = unit(figure.x);
  const room = width - AXIS - left.length - right.length - middle.length;
  const axis =
    " ".repeat(AXIS - 2) +
    left +
    " ".repeat(Math.max(1, room >> 1)) +
    middle +
    " ".repeat(Math.max(1, room - (room >> 1))) +
    right;
  const names = picks.map(({ label }, i) => {
    const name = printable(label);
    return colour ? `${colours[i]}${name}\u001b[0m` : name;
  });
  return `${unit(figure.y)}: ${names.join(", ")}\n${plot}\n${axis}`;
}
