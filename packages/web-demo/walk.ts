import type { Page as BrowserPage } from "playwright-core";

/** A visitor of a page, who uses it as a person would. */
export interface Visitor {
  readonly browserPage: BrowserPage;
  /** Answers the question before the dial. */
  predict(answer: string): Promise<void>;
  /** Types into the number box of a control. */
  type(label: string, value: number): Promise<void>;
  /** Picks from a control's list. */
  pick(label: string, option: string): Promise<void>;
  /** Ticks or clears a box. */
  tick(label: string, on: boolean): Promise<void>;
  press(button: string): Promise<void>;
  /** Waits until the i-th task, from 1, is marked as done. */
  taskDone(task: number): Promise<void>;
  /** Waits until the text is on the page. */
  sees(text: string | RegExp): Promise<void>;
}

/** The clicks and keys by which a page's tasks are done: each page has a `walk.ts` that exports one. */
export type Walk = (visitor: Visitor) => Promise<void>;
