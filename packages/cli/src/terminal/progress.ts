import type { Progress } from "@isocortex/lab";
import { printable } from "./printable.js";

const REDRAW_MS = 100;
const PLAIN_MS = 5000;

export interface ProgressLine {
  /** Says how far a task is. */
  update(task: string, at: Progress): void;
  done(): void;
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Progress on standard error: one line that is redrawn on a terminal, a line every 5 s elsewhere. */
export function progressLine(stream: NodeJS.WriteStream, quiet: boolean): ProgressLine {
  const tasks = new Map<string, Progress>();
  const started = performance.now();
  const live = stream.isTTY === true && process.env.TERM !== "dumb" && !process.env.CI;
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
