import { printable } from "./printable.js";
import { wrap } from "./wrap.js";

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
  /** The column that gives way when the table is wider than the terminal. */
  readonly flexible?: boolean;
}

/** A table that fits `width` characters; the flexible column wraps. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const clean = rows.map((row) => row.map(printable));
  const widths = columns.map(({ head }, i) => Math.max(head.length, ...clean.map((row) => row[i]!.length)));
  const gap = 2;
  const total = widths.reduce((sum, w) => sum + w, 0) + gap * (columns.length - 1);
  const flexible = columns.findIndex((column) => column.flexible);
  if (total > width && flexible >= 0) widths[flexible] = Math.max(12, widths[flexible]! - (total - width));
  const cell = (text: string, i: number): string =>
    columns[i]!.align === "right" ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
  const line = (cells: readonly string[]): string => cells.map(cell).join(" ".repeat(gap)).trimEnd();
  const body = clean.flatMap((row) => {
    const wrapped = row.map((text, i) => (i === flexible ? wrap(text, widths[i]!) : [text]));
    const high = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: high }, (_, k) => line(wrapped.map((lines) => lines[k] ?? "")));
  });
  return [line(columns.map(({ head }) => head)), line(widths.map((w) => "-".repeat(w))), ...body].join("\n");
}
