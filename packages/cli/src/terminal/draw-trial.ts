import type { TaskTrial } from "@isocortex/lab";
import { printable } from "./printable.js";

type Figure = TaskTrial["figure"];
type Row = Figure["rows"][number];

const MOST_ROWS = 8;
const UP = " ░▒▓█";
const DOWN = " -=≡#";

/** Values of a row at the middle of so many columns. */
function sampled({ runs }: Row, columns: number, end: number): number[] {
  let at = 0;
  return Array.from({ length: columns }, (_, i) => {
    const time = ((i + 0.5) * end) / columns;
    while (at + 1 < runs.length && runs[at]!.to <= time) at++;
    return runs[at]?.value ?? 0;
  });
}

/** Rows of a group, neighbours together where they are many. */
function condensed(
  rows: readonly (readonly number[])[],
): { readonly units: string; readonly values: readonly number[] }[] {
  const count = Math.min(MOST_ROWS, rows.length);
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.floor((rows.length * i) / count), Math.floor((rows.length * (i + 1)) / count)];
    const part = rows.slice(from, to);
    const values = part[0]!.map((_value, column) =>
      part.reduce((most, row) => (Math.abs(row[column]!) > Math.abs(most) ? row[column]! : most), 0),
    );
    const units = rows.length === 1 ? "" : to - from === 1 ? ` ${from + 1}` : ` ${from + 1}-${to}`;
    return { units, values };
  });
}

function epochLine({ spans }: Figure, columns: number, end: number): string {
  const line = Array<string>(columns).fill(" ");
  for (const { from, to, label } of spans) {
    const [first, last] = [from, to].map((ms) => Math.round((ms * columns) / end)) as [number, number];
    const room = last - first;
    [...`|${label}`.slice(0, Math.max(0, room))].forEach((character, i) => {
      line[first + i] = character;
    });
  }
  return line.join("").trimEnd();
}

/** A trial as text: its epochs, then what goes in and what should come out, darker where it is more. */
export function drawTrial(figure: Figure, width: number): string {
  const end = figure.spans.at(-1)?.to ?? 1;
  const groups = [...new Set(figure.rows.map(({ group }) => group))];
  const labels = groups.flatMap((group) => {
    const rows = figure.rows.filter((row) => row.group === group);
    return condensed(rows.map(() => [0])).map(({ units }) => `${group}${units}`);
  });
  const margin = Math.min(28, Math.max(...labels.map((label) => label.length)) + 1);
  const columns = Math.max(10, width - margin);
  const most =
    figure.rows.flatMap(({ runs }) => runs).reduce((all, { value }) => Math.max(all, Math.abs(value)), 0) ||
    1;
  const heat = (value: number): string =>
    (value < 0 ? DOWN : UP)[Math.ceil((4 * Math.abs(value)) / most - 1e-9)] ?? " ";
  const label = (text: string): string =>
    printable(text)
      .slice(0, margin - 1)
      .padEnd(margin);
  const lines = groups.flatMap((group) => {
    const rows = figure.rows.filter((row) => row.group === group).map((row) => sampled(row, columns, end));
    return condensed(rows).map(({ units, values }) =>
      `${label(`${group}${units}`)}${values.map(heat).join("")}`.trimEnd(),
    );
  });
  const scale = `${label("")}0${" ".repeat(Math.max(1, columns - 1 - `${end} ms`.length))}${end} ms`;
  return [`${label("")}${epochLine(figure, columns, end)}`, ...lines, scale].join("\n");
}
