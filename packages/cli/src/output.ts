import { printable } from "./terminal/printable.js";
import { type Style, styleOf, takesColour } from "./terminal/style.js";
import { wrap } from "./terminal/wrap.js";

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Characters in a line. */
  readonly width: number;
  readonly style: Style;
  /** A result for a reader; nothing with --json. */
  print(text: string): void;
  /** A line or more in bold, wrapped; nothing with --json. */
  heading(text: string): void;
  /** Running text for a reader, wrapped; nothing with --json. */
  prose(text: string): void;
  /** A result for a program; nothing without --json. */
  document(value: unknown): void;
  /** A remark for a reader; nothing with --quiet. */
  note(text: string): void;
}

export interface OutputOptions {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

const NARROWEST = 40;
const WIDEST = 120;

export function outputOf({ json = false, quiet = false }: OutputOptions): Output {
  const { stdout, stderr } = process;
  const width = Math.min(WIDEST, Math.max(NARROWEST, stdout.columns ?? 80));
  const print = (text: string): void => {
    if (!json) stdout.write(`${text}\n`);
  };
  const style = styleOf(!json && takesColour(stdout));
  return {
    json,
    quiet,
    width,
    style,
    print,
    heading: (text) => {
      for (const part of wrap(printable(text), width)) print(style.bold(part));
    },
    prose: (text) => {
      for (const line of text.split("\n")) for (const part of wrap(printable(line), width)) print(part);
    },
    document: (value) => {
      if (json) stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note: (text) => {
      if (quiet) return;
      const lines = stderr.isTTY
        ? wrap(printable(text), Math.max(NARROWEST, stderr.columns || 80))
        : [printable(text)];
      stderr.write(`${lines.join("\n")}\n`);
    },
  };
}
