import type { Progress } from "@isocortex/lab";
import { duration } from "./duration.js";
import { printable } from "./printable.js";

export const REDRAW_MS = 100;
export const PLAIN_MS = 5000;

export interface ProgressLine {
  /** Says how far a task is. */
  update(task: string, at: Progress): void;
  done(): void;
}

/** Whether a stream shows a line that is redrawn. */
export const isLive = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && process.env.TERM !== "dumb" && !process.env.CI;

/** Progress on standard error: one line that is redrawn on a terminal, a line every 5 s elsewhere. */
export function progressLine(stream: NodeJS.WriteStream, quiet: boolean): ProgressLine {
  const tasks = new Map<string, Progress>();
  const started = performance.now();
  const live = isLive(stream);
  let drawn = -Infinity;
  let shown = false;

  const clear = (): void => {
    if (shown) stream.write("\r\u001b[2K");
    shown = false;
  };
  function text(): string {
    const fraction = [...tasks.values()].reduce((sum, at) => sum + at.fraction, 0) / Math.max(1, tasks.size);
    const elapsed = performance.now() - started;
    const left =
      fraction > 0.02 && elapsed > 1000 ? `, ${duration((elapsed * (1 - fraction)) / fraction)} left` : "";
    const running = [...tasks].filter(([, at]) => at.fraction < 1);
    const stages = running.map(([task, { stage }]) => `${task}: ${stage}`).join(" | ");
    const line = `${String(Math.floor(100 * fraction)).padStart(3)} %${left}  ${stages}`;
    return printable(line).slice(0, (stream.columns ?? 80) - 1);
  }

  return {
    update(task, at) {
      tasks.set(task, at);
      const now = performance.now();
      if (quiet || now - drawn < (live ? REDRAW_MS : PLAIN_MS)) return;
      drawn = now;
      if (live) {
        stream.write(`\r\u001b[2K${text()}`);
        shown = true;
      } else {
        stream.write(`${text()}\n`);
      }
    },
    done: clear,
  };
}
