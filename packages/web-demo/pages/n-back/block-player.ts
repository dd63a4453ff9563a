import type { Block } from "./block.js";
import type { Presses } from "./score.js";

/** Part of its time for which a letter is seen: without a gap, one that repeats could not be told. */
const SEEN = 0.75;

interface Listener {
  /** A letter comes, or goes. */
  shows(at: number, isSeen: boolean): void;
  /** All letters have been seen. */
  ends(presses: Presses): void;
}

/** A block as it is played, letter after letter. */
export interface BlockPlayer {
  readonly presses: Presses;
  readonly isPaused: boolean;
  /** Says that the present letter matches. @returns whether it was the first time */
  press(): boolean;
  pause(): void;
  /** The present letter comes again, with all its time. */
  resume(): void;
  stop(): void;
}

/** Plays a block. @param letterMs time of the next letter, asked for at each */
export function playBlock({ letters }: Block, letterMs: () => number, listener: Listener): BlockPlayer {
  const presses = new Map<number, number>();
  let at = 0;
  let cameAt = 0;
  let paused = false;
  const timers: number[] = [];
  const clear = (): void => {
    for (const timer of timers.splice(0)) window.clearTimeout(timer);
  };

  function come(): void {
    clear();
    if (at >= letters.length) {
      listener.ends(presses);
      return;
    }
    const ms = letterMs();
    cameAt = performance.now();
    listener.shows(at, true);
    timers.push(
      window.setTimeout(() => listener.shows(at, false), SEEN * ms),
      window.setTimeout(() => {
        at++;
        come();
      }, ms),
    );
  }

  come();
  return {
    presses,
    get isPaused() {
      return paused;
    },
    press() {
      if (paused || at >= letters.length || presses.has(at)) return false;
      presses.set(at, performance.now() - cameAt);
      return true;
    },
    pause() {
      paused = true;
      clear();
      listener.shows(at, false);
    },
    resume() {
      paused = false;
      come();
    },
    stop: clear,
  };
}
