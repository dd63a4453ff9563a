import type { Figure, Lab, RunResult, TrainingResult } from "@isocortex/lab";

export type Value = number | string | boolean;

/** What the controls of a page are set to: all there is to a page besides what is computed from it. */
export type State = Readonly<Record<string, Value>>;

interface Labelled {
  readonly label: string;
  /** One sentence on what it is. */
  readonly help?: string | undefined;
  /** Behind "more". */
  readonly drawer?: boolean | undefined;
}

export interface NumberControl extends Labelled {
  readonly kind: "number";
  readonly value: number;
  readonly unit: string;
  readonly range: readonly [low: number, high: number];
  readonly step: number;
}

export interface ChoiceControl extends Labelled {
  readonly kind: "choice";
  readonly value: string;
  /** Labels by value. */
  readonly options: Readonly<Record<string, string>>;
}

export interface ToggleControl extends Labelled {
  readonly kind: "toggle";
  readonly value: boolean;
}

export type Control = NumberControl | ChoiceControl | ToggleControl;
export type Controls = Readonly<Record<string, Control>>;

/** A plot as data, with what it shows in words. */
export interface Plot {
  readonly figure: Figure;
  /** For those who do not see it, with the numbers that matter. */
  readonly summary: string;
  /** Over the whole width. */
  readonly wide?: boolean | undefined;
  /** Of a graph, the `of` of the nodes that stand out. */
  readonly marked?: string | undefined;
  /** Called with a cell of a matrix that was clicked. */
  readonly pick?: ((row: number, column: number) => void) | undefined;
  /** The cell of a matrix that has a frame. */
  readonly picked?: readonly [row: number, column: number] | undefined;
}

/** A number worth reading off, beside the plots. */
export interface Reading {
  readonly label: string;
  readonly value: string;
}

/** What a page shows for a state. */
export interface Shown {
  readonly plots: readonly Plot[];
  readonly readings?: readonly Reading[] | undefined;
  /** Sentences above the plots, such as what was refused and why. */
  readonly notes?: readonly string[] | undefined;
  /** The run that the plots are of, to be saved and compared by its hashes. */
  readonly run?: RunResult | undefined;
  /** What else the page's own part shows; it knows what it is. */
  readonly own?: unknown;
  /** The training that the plots are of, to be saved and compared likewise. */
  readonly training?: TrainingResult | undefined;
  /** What gives the same numbers, where that is not what the state says. */
  readonly recipe?: Recipe | undefined;
  /** Numbers that tasks ask about. */
  readonly numbers?: Readonly<Record<string, number>> | undefined;
}

/** What a page computes with. */
export interface Tools {
  readonly lab: Lab;
  readonly signal: AbortSignal;
  progress(stage: string, fraction: number): void;
  /** Shows what is there while the rest is computed. */
  preview(shown: Shown): void;
}

/** What one can be asked to do on a page, and how the page sees that it is done. */
export interface Task {
  readonly text: string;
  done(state: State, shown: Shown): boolean;
}

/** A question before the dial is touched. */
export interface Prediction {
  readonly question: string;
  readonly answers: readonly string[];
  /** Index of the right one. */
  readonly right: number;
  readonly because: string;
}

/** What gives the same numbers elsewhere. */
export type Recipe =
  | { readonly kind: "run"; readonly experiment: Readonly<Record<string, unknown>> }
  | { readonly kind: "train"; readonly training: Readonly<Record<string, unknown>> }
  | { readonly kind: "phase-plane" | "bifurcate"; readonly request: Readonly<Record<string, unknown>> }
  | { readonly kind: "reproduce"; readonly name: string };

/** What a page's own part, beside controls and plots, may use. */
export interface Stage {
  readonly lab: Lab;
  state(): State;
  /** Sets controls, as the user would. */
  set(changes: State): void;
  /** Sets controls while something is dragged: no step of undo until `set` ends it. */
  drag(changes: State): void;
  /** Shows something besides what `compute` gave. */
  show(shown: Shown): void;
  /** Tells a screen reader. */
  announce(text: string): void;
}

/** A page's own part: a game, a map, a training. */
export interface OwnPart {
  readonly element: HTMLElement;
  update?(state: State, shown: Shown | undefined): void;
  close?(): void;
}

/** What the contents say of a page. */
export interface About {
  /** In the link; the name of the page's folder. */
  readonly slug: string;
  /** Place in the lecture. */
  readonly order: number;
  readonly title: string;
  /** The slide it goes with, in the lecture's words. */
  readonly slide: string;
  /** Which of the six steps to a whole cortex, if any, in their order. */
  readonly steps?: readonly number[] | undefined;
  /** The one sentence to take away. */
  readonly idea: string;
}

/** One idea of the lecture. */
export interface Page extends About {
  /** Paragraphs, first to last. */
  readonly text: readonly string[];
  readonly controls: Controls;
  /** Named settings, as the slide's panels are. */
  readonly presets?: Readonly<Record<string, State>> | undefined;
  readonly prediction: Prediction;
  readonly tasks: readonly Task[];
  /** Citation keys of what it is built on. */
  readonly cite: readonly string[];
  /** What is computed for a state; left out where the page's own part does all. */
  compute?(state: State, tools: Tools): Promise<Shown>;
  /** Whether every change of a control computes anew, or only the button "Run". */
  readonly live?: boolean | undefined;
  recipe?(state: State): Recipe;
  own?(stage: Stage): OwnPart;
}

/** Declares a page. */
export function definePage(page: Page): Page {
  return Object.freeze(page);
}

/** The state that a page starts in. */
export function defaultState(controls: Controls): State {
  return Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value]));
}

/** A number of the state. */
export function numberAt(state: State, name: string): number {
  return Number(state[name]);
}
