import type { HistoryEntry, TrainingEvent } from "@isocortex/lab";
import { duration } from "./duration.js";
import { isLive, PLAIN_MS, REDRAW_MS } from "./progress.js";
import { sparkline } from "./sparkline.js";

type At = Extract<TrainingEvent, { kind: "progress" }>;

export interface TrainingProgress {
  update(at: At): void;
  validation(entry: HistoryEntry): void;
  /** Says that training waits. */
  paused(): void;
  resumed(): void;
  /** Wipes the line. */
  done(): void;
}

export interface TrainingProgressOptions {
  readonly quiet: boolean;
  /** Accuracy at which training stops. */
  readonly target: number | undefined;
  readonly stages: number;
  /** Whether keys pause it. */
  readonly keys: boolean;
}

const MOST_POINTS = 512;
const CURVE = 16;
const SMOOTH = 0.9;

function number(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential(1)
    : String(Number(value.toPrecision(3)));
}

/** Where a training is, on standard error: one line that is redrawn on a terminal, a line every 5 s elsewhere. */
export function trainingProgress(
  stream: NodeJS.WriteStream,
  options: TrainingProgressOptions,
): TrainingProgress {
  const { quiet, target, stages, keys } = options;
  const live = isLive(stream);
  let losses: number[] = [];
  let smooth: number | undefined;
  let accuracy: number | undefined;
  let first: { readonly update: number; readonly ms: number } | undefined;
  let last: At | undefined;
  let waitedMs = 0;
  let pausedAt: number | undefined;
  let drawn = Number.NEGATIVE_INFINITY;
  let shown = false;

  function left({ update, updates }: At): string {
    const ms = performance.now() - (first?.ms ?? 0) - waitedMs;
    const made = update - (first?.update ?? 0);
    if (made < 1 || ms < 1000) return "";
    const rest = duration((ms * (updates - update)) / made);
    return target === undefined && stages === 1 ? `${rest} left` : `≤ ${rest} left`;
  }

  function parts(at: At): string[] {
    return [
      `update ${at.update}/${at.updates}`,
      ...(stages > 1 ? [`stage ${at.stage + 1}/${stages}`] : []),
      `loss ${number(smooth ?? at.loss)}`,
      ...(accuracy === undefined
        ? []
        : [`accuracy ${accuracy.toFixed(2)}${target === undefined ? "" : `/${target}`}`]),
      left(at),
    ].filter((part) => part !== "");
  }

  function liveLine(at: At): string {
    const width = (stream.columns ?? 80) - 1;
    const text = parts(at).join(", ");
    const hint = keys ? "  p pauses" : "";
    const room = Math.min(CURVE, width - text.length - hint.length - 2);
    const curve = room < 4 ? "" : `  ${sparkline(losses, room)}`;
    return `${text}${curve}${text.length + curve.length + hint.length <= width ? hint : ""}`.slice(0, width);
  }

  function draw(text: string): void {
    stream.write(live ? `\r\u001b[2K${text}` : `${text}\n`);
    shown = live;
  }

  return {
    update(at) {
      const now = performance.now();
      first ??= { update: at.update, ms: now };
      last = at;
      smooth = smooth === undefined ? at.loss : SMOOTH * smooth + (1 - SMOOTH) * at.loss;
      losses.push(at.loss);
      if (losses.length > MOST_POINTS) losses = losses.filter((_, i) => i % 2 === 1);
      if (quiet || pausedAt !== undefined || now - drawn < (live ? REDRAW_MS : PLAIN_MS)) return;
      drawn = now;
      draw(live ? liveLine(at) : parts(at).join(", "));
    },
    validation(entry) {
      accuracy = entry.accuracy;
    },
    paused() {
      pausedAt = performance.now();
      if (!quiet) draw(`paused at update ${last?.update ?? 0}; p goes on, Ctrl-C saves and ends`);
    },
    resumed() {
      waitedMs += performance.now() - (pausedAt ?? performance.now());
      pausedAt = undefined;
      drawn = Number.NEGATIVE_INFINITY;
    },
    done() {
      if (shown) stream.write("\r\u001b[2K");
      shown = false;
    },
  };
}
