import { randomStream, tasks, taskValues, uniformsOf } from "@isocortex/lab";
import { numberAt, type State } from "../../src/page.js";

const task = tasks.get("n-back")!;

/** The letters by number; those of the slide are among them. */
export const LETTERS = ["B", "C", "F", "G", "K", "O", "R", "X"] as const;
/** The places by number, around a square. */
export const PLACES = [
  "top left",
  "top",
  "top right",
  "left",
  "right",
  "bottom left",
  "bottom",
  "bottom right",
] as const;

/** Arrows to the places, for the heads of columns. */
export const ARROWS = ["↖", "↑", "↗", "←", "→", "↙", "↓", "↘"] as const;

const SLIDE = "OGBFXFC";

/** Letters, by number, of which each is compared with the one n before. */
export interface Block {
  readonly n: number;
  readonly letters: readonly number[];
}

/** The letters of a text. */
export function lettersOf(text: string): number[] {
  return [...text].map((letter) => (LETTERS as readonly string[]).indexOf(letter));
}

/** The block of a state: the slide's letters, or letters as the task draws them for networks. */
export function blockOf(state: State): Block {
  const n = numberAt(state, "n");
  if (state.sequence === "slide") return { n, letters: lettersOf(SLIDE) };
  const p = taskValues(task, { n, letters: LETTERS.length, length: numberAt(state, "length") });
  const trial = task.trial(p, uniformsOf(randomStream(numberAt(state, "seed")).split("block")));
  return { n, letters: trial.inputs.map(({ value }) => (value as readonly number[]).indexOf(1)) };
}

/** Whether the letter at a place is the one n before; undefined for the first n. */
export function isMatch({ n, letters }: Block, at: number): boolean | undefined {
  return at < n ? undefined : letters[at] === letters[at - n];
}

/** Whether two blocks are the same. */
export function isSame(a: Block, b: Block): boolean {
  return a.n === b.n && a.letters.join() === b.letters.join();
}
