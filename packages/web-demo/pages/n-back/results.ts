import type { Figure } from "@isocortex/lab";
import type { Plot, Shown, State } from "../../src/page.js";
import { ARROWS, type Block, isMatch, LETTERS } from "./block.js";
import {
  type Learning,
  type NetworkName,
  names,
  type Played,
  shortOf,
  type Trained,
  titleOf,
} from "./networks.js";
import { type Presses, type Score, scoreOf } from "./score.js";

/** What networks did, as far as it is known. */
export interface Results {
  readonly state: State;
  readonly block: Block;
  readonly trained: ReadonlyMap<NetworkName, Trained>;
  readonly learning: ReadonlyMap<NetworkName, Learning>;
  readonly played: ReadonlyMap<NetworkName, Played>;
}

/** What a person did on a block. */
export interface Person {
  readonly block: Block;
  readonly presses: Presses;
  readonly score: Score;
}

/** What a picture is made of. */
export interface Source {
  readonly results: Results;
  readonly person: Person | undefined;
}

const UNITS_SHOWN = 10;
const sources = new WeakMap<Shown, Source>();

/** What was shown, with what it was made of. */
export function sourceOf(shown: Shown): Source | undefined {
  return sources.get(shown);
}

const saysMatch =
  ({ says }: Played) =>
  (at: number) =>
    says[at]! > 0.5;
/** The letters of a block as they were seen: letters, or arrows to their places. */
const seenIn = ({ block: { letters }, state }: Results): string[] =>
  letters.map((letter) => (state.display === "places" ? ARROWS : LETTERS)[letter]!);
const percent = (part: number): string => `${(100 * part).toFixed(0)} %`;

function bars(
  figure: Pick<Extract<Figure, { kind: "bars" }>, "name" | "title" | "caption" | "bars">,
): Figure {
  return {
    ...figure,
    kind: "bars",
    x: { label: "", type: "band" },
    y: { label: "Balanced accuracy", domain: [0, 1] },
    rule: { at: 0.5, label: "chance" },
  };
}

function blockPlot({ results, person }: Source): Plot {
  const { block, played, state } = results;
  const own = person ? [{ label: "you", value: person.score.accuracy }] : [];
  const theirs = [...played].map(([name, one]) => ({
    label: shortOf(name, state),
    value: scoreOf(block, saysMatch(one)).accuracy,
  }));
  const all = [...own, ...theirs];
  const { hits, misses, judged } = scoreOf(block, () => true);
  const matches = hits + misses;
  return {
    figure: bars({
      name: "n-back-block",
      title: matches === 0 ? "These letters: rightly left alone" : "These letters: who was right",
      caption:
        "Mean of the part of matches that was found and the part of other letters that was left alone, on one block.",
      bars: all,
    }),
    summary: `${matches} of the ${judged} letters that count ${matches === 1 ? "is a match" : "are matches"}. ${all
      .map(({ label, value }) => `${label} ${percent(value)}`)
      .join(", ")}.`,
  };
}

function accuracyPlot({ trained, state }: Results): Plot {
  const all = [...trained].map(([name, { accuracy }]) => ({ label: shortOf(name, state), value: accuracy }));
  return {
    figure: bars({
      name: "n-back-accuracy",
      title: `${state.n}-back on 512 new blocks: who can play`,
      caption: "Balanced accuracy of each trained network on blocks that it has never seen.",
      bars: all,
    }),
    summary: `${all.map(({ label, value }) => `${label} ${percent(value)}`).join(", ")}; whoever goes by chance gets 50 %.`,
  };
}

function answersPlot({ results, person }: Source): Plot {
  const { block, played, state } = results;
  const at = block.letters.map((_, i) => i);
  const seen = seenIn(results);
  const truth = at.map((i) => (isMatch(block, i) ? 1 : 0));
  const own = person ? [{ name: "you", says: at.map((i) => (person.presses.has(i) ? 1 : 0)) }] : [];
  const theirs = [...played].map(([name, { says }]) => ({ name: shortOf(name, state), says }));
  const rows = [{ name: "match", says: truth }, ...own, ...theirs];
  const matches = at.filter((i) => truth[i] === 1).map((i) => `${seen[i]} (${i + 1})`);
  return {
    wide: true,
    figure: {
      kind: "matrix",
      name: "n-back-answers",
      title: "What each said to each letter",
      caption: "First row: where the letter is the one n before. Below, how sure each is that it is.",
      x: { label: "Letters, in their order" },
      y: { label: "" },
      rows: rows.map(({ name }) => name),
      columns: seen,
      values: rows.map(({ says }) => says),
      scale: { label: "says match" },
    },
    summary: `${seen.join(" ")}. ${
      matches.length > 0 ? `${state.n}-back matches: ${matches.join(", ")}.` : `No ${state.n}-back match.`
    }`,
  };
}

function learningPlot({ learning, state }: Results): Plot {
  const told = [...learning].map(
    ([name, { updates, accuracy }]) =>
      `${titleOf(name, state)}: ${percent(accuracy.at(-1) ?? 0.5)} after ${updates.at(-1) ?? 0} updates`,
  );
  const series = names.map((name) => {
    const { updates, accuracy } = learning.get(name) ?? { updates: [], accuracy: [] };
    return { label: titleOf(name, state), x: updates, y: accuracy };
  });
  return {
    figure: {
      kind: "lines",
      name: "n-back-learning",
      title: "Learning",
      caption: "Balanced accuracy on 128 blocks that are kept for that, every 25 updates of the weights.",
      x: { label: "Updates of the weights", domain: [0, Math.max(...series.flatMap(({ x }) => x))] },
      y: { label: "Balanced accuracy", domain: [0.4, 1.02] },
      series,
    },
    summary: `${told.join("; ")}.`,
  };
}

function memoryPlot({ trained, state }: Results): Plot {
  const kept = [...trained].map(
    ([name, { memory }]) => `${titleOf(name, state)} ${percent(memory[Number(state.n)]!)}`,
  );
  return {
    figure: {
      kind: "lines",
      name: "n-back-memory",
      title: "What the hidden units still know of earlier letters",
      caption:
        "Part of the variance of all hidden units that the letter so many back explains, on 64 blocks of independent letters.",
      x: { label: "Letters back" },
      y: { label: "Variance explained", domain: [0, 1] },
      series: [...trained].map(([name, { memory }]) => ({
        label: titleOf(name, state),
        x: memory.map((_, back) => back),
        y: memory,
      })),
    },
    summary: `Of the letter ${state.n} back: ${kept.join(", ")} of the variance.`,
  };
}

function tracePlot(results: Results): Plot | undefined {
  const { played, state } = results;
  const name = state.inside as NetworkName;
  const one = played.get(name);
  if (!one) return undefined;
  const { rates } = one;
  const spread = (unit: number): number => {
    const values = rates.map((row) => row[unit]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const units = rates[0]!.map((_, unit) => unit);
  const shown = units.sort((a, b) => spread(b) - spread(a)).slice(0, UNITS_SHOWN);
  return {
    wide: true,
    figure: {
      kind: "matrix",
      name: "n-back-trace",
      title: `${titleOf(name, state)}: hidden units letter by letter`,
      caption: `The ${shown.length} units that vary most, most first.`,
      x: { label: "Letters, in their order" },
      y: { label: "Hidden unit" },
      rows: shown.map(String),
      columns: seenIn(results),
      values: shown.map((unit) => rates.map((row) => row[unit]!)),
      scale: { label: "rate" },
    },
    summary:
      name === "one"
        ? "Columns of the same letter are equal: nothing of the letters before is left."
        : `The ${shown.length} of ${units.length} units that vary most; columns of the same letter differ by what came before.`,
  };
}

/** Everything that is shown of results and a person's block. */
export function shownOf(source: Source): Shown {
  const { results, person } = source;
  const { trained, learning, played, state } = results;
  const trace = tracePlot(results);
  const plots = [
    ...(played.size > 0 || person ? [answersPlot(source), blockPlot(source)] : []),
    ...(trained.size > 0 ? [accuracyPlot(results)] : []),
    ...(learning.size > 0 ? [learningPlot(results)] : []),
    ...(trained.size > 0 ? [memoryPlot(results)] : []),
    ...(trace ? [trace] : []),
  ];
  // Once all are done: what is copied and compared is never half a result.
  const inside = trained.size === names.length ? trained.get(state.inside as NetworkName) : undefined;
  const shown: Shown = {
    plots,
    training: inside?.result,
    numbers: {
      ...Object.fromEntries([...trained].map(([name, { accuracy }]) => [name, accuracy])),
      ...(person ? { dPrime: person.score.dPrime, judged: person.score.judged } : {}),
    },
  };
  sources.set(shown, source);
  return shown;
}
