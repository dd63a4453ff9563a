import { printable } from "./printable.js";
import { wrap } from "./wrap.js";

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
  /** The column that gives way when the table is wider than the terminal. */
  readonly flexible?: boolean;
}

/** A table that fits `width` characters; the flexible column wraps, and heads where that is not enough. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const clean = rows.map((row) => row.map(printable));
  const widths = columns.map(({ head }, i) => Math.max(head.length, ...clean.map((row) => row[i]!.length)));
  const gap = 2;
  const lineWidth = (): number => widths.reduce((sum, w) => sum + w, 0) + gap * (columns.length - 1);
  const total = lineWidth();
  const flexible = columns.findIndex((column) => column.flexible);
  if (total > width && flexible >= 0) widths[flexible] = Math.max(12, widths[flexible]! - (total - width));
  if (lineWidth() > width)
    columns.forEach(({ head }, i) => {
      const needed = [...head.split(" "), ...clean.map((row) => row[i]!)].map(({ length }) => length);
      if (i !== flexible) widths[i] = Math.max(...needed);
    });
  const cell = (text: string, i: number): string =>
    columns[i]!.align === "right" ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
  const line = (cells: readonly string[]): string => cells.map(cell).join(" ".repeat(gap)).trimEnd();
  const lines = (cells: readonly (readonly string[])[]): string[] => {
    const high = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: high }, (_, k) => line(cells.map((parts) => parts[k] ?? "")));
  };
  const heads = columns.map(({ head }, i) => wrap(head, widths[i]!));
  const body = clean.flatMap((row) =>
    lines(row.map((text, i) => (i === flexible ? wrap(text, widths[i]!) : [text]))),
  );
  return [...lines(heads), line(widths.map((w) => "-".repeat(w))), ...body].join("\n");
}
