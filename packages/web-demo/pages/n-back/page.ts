import "./style.css";
import { definePage, numberAt, type State, type Tools } from "../../src/page.js";
import { settled } from "../../src/settled.js";
import { about } from "./about.js";
import { blockOf } from "./block.js";
import {
  alreadyTrained,
  type Learning,
  type NetworkName,
  names,
  type Played,
  play,
  type Trained,
  trainedNetwork,
  trainingOf,
} from "./networks.js";
import { createPlayer } from "./player.js";
import { shownOf } from "./results.js";

const QUIET_MS = 250;
const LARGEST = 128;

/** Trains whom it has to, lets each play once it can, and shows it as it comes. */
async function letNetworksPlay(state: State, { lab, signal, preview, progress }: Tools) {
  const block = blockOf(state);
  const trained = new Map<NetworkName, Trained>();
  const learning = new Map<NetworkName, Learning>();
  const played = new Map<NetworkName, Played>();
  const inOrder = <T>(all: ReadonlyMap<NetworkName, T>): ReadonlyMap<NetworkName, T> =>
    new Map(names.flatMap((name) => (all.has(name) ? [[name, all.get(name)!]] : [])));
  const now = () =>
    shownOf({
      results: {
        state,
        block,
        trained: inOrder(trained),
        learning: inOrder(learning),
        played: inOrder(played),
      },
      person: undefined,
    });
  const parts = new Map(names.map((name) => [name, 0]));
  const tell = (name: NetworkName, part: number): void => {
    parts.set(name, part);
    progress("Training networks", [...parts.values()].reduce((sum, one) => sum + one, 0) / names.length);
  };
  if (state.networks === false) return now();
  if (!names.every((name) => alreadyTrained(name, state))) await settled(QUIET_MS, signal);
  await Promise.all(
    names.map(async (name) => {
      const one = await trainedNetwork(name, state, {
        lab,
        signal,
        told(curve, most) {
          learning.set(name, curve);
          tell(name, curve.updates.at(-1)! / most);
          preview(now());
        },
      });
      const answers = await play({ lab, signal }, one, block);
      trained.set(name, one);
      learning.set(name, one.learning);
      played.set(name, answers);
      tell(name, 1);
      if (played.size < names.length) preview(now());
    }),
  );
  return now();
}

export const page = definePage({
  ...about,
  text: [
    "Letters come one at a time. Press when the letter is the one n before. Start with n = 1, then feel how fast it gets hard: 3 back asks you to hold three letters, in order, and to replace one of them every time.",
    "A warm-up with the slide's own letters, O G B F X F C: at 1 back there is nothing to press for, since no letter follows itself. At 2 back there is one match, the second F (F, X, F).",
    "Then the same letters go into networks that were trained here, in your browser, on other blocks. A feedforward network of one frame sees the present letter alone; the second sees a window of frames; the recurrent ones, Elman and leaky (time constant of two letters), see one letter and what their own units were doing before.",
  ],
  controls: {
    n: { kind: "number", label: "n, letters back", value: 1, unit: "", range: [1, 4], step: 1 },
    speed: {
      kind: "number",
      label: "Time per letter",
      value: 1.5,
      unit: "s",
      range: [0.5, 3],
      step: 0.1,
      help: "Longer if the letters are read out to you.",
    },
    display: {
      kind: "choice",
      label: "You see",
      value: "letters",
      options: { letters: "letters", places: "places on a square" },
    },
    networks: { kind: "toggle", label: "Let the networks play", value: true },
    window: {
      kind: "number",
      label: "Frames in the window",
      value: 2,
      unit: "",
      range: [1, 6],
      step: 1,
      help: "The present letter is one of them.",
    },
    hidden: {
      kind: "number",
      label: "Hidden units of each network",
      value: 32,
      unit: "",
      range: [2, LARGEST],
      step: 2,
    },
    inside: {
      kind: "choice",
      label: "Look into",
      value: "elman",
      options: {
        one: "the network of one frame",
        window: "the network with a window",
        elman: "the Elman network",
        leaky: "the leaky network",
      },
    },
    sequence: {
      kind: "choice",
      label: "Letters",
      value: "drawn",
      options: { drawn: "drawn at random", slide: "the slide's: O G B F X F C" },
      drawer: true,
    },
    length: {
      kind: "number",
      label: "Letters in a block",
      value: 20,
      unit: "",
      range: [10, 40],
      step: 1,
      drawer: true,
    },
    seed: {
      kind: "number",
      label: "Which block",
      value: 1,
      unit: "",
      range: [1, 999],
      step: 1,
      drawer: true,
    },
    start: {
      kind: "number",
      label: "Which start of the training",
      value: 1,
      unit: "",
      range: [1, 99],
      step: 1,
      drawer: true,
    },
  },
  presets: {
    "The slide's letters": { sequence: "slide" },
    "The slide's letters, 2 back": { sequence: "slide", n: 2, window: 3 },
    "1 back": {},
    "The challenge: 3 back": { n: 3, window: 3 },
  },
  prediction: {
    question:
      "A feedforward network that sees one letter at a time plays 1-back. It is given ever more hidden units. How well can it play?",
    answers: [
      "Perfectly, once it is large enough",
      "Better and better, never perfectly",
      "At chance, at any size",
    ],
    right: 2,
    because:
      "Its answer depends on the present letter alone, and the present letter says nothing of the one before.",
  },
  tasks: [
    {
      text: "Play a block of 1-back and reach a d′ above 1.",
      done: (state, { numbers }) =>
        state.n === 1 && numbers?.dPrime !== undefined && numbers.judged! >= 8 && numbers.dPrime > 1,
    },
    {
      text: `Give the networks as many hidden units as there are (${LARGEST}): does the one with one frame leave chance?`,
      done: (state, { numbers }) =>
        numberAt(state, "hidden") === LARGEST &&
        numbers?.one !== undefined &&
        Math.abs(numbers.one - 0.5) < 0.02,
    },
    {
      text: "Set n to 3 and find the smallest window that solves it.",
      done: (state, { numbers }) => state.n === 3 && state.window === 4 && (numbers?.window ?? 0) > 0.95,
    },
  ],
  cite: ["kirchner1958", "elman1990"],
  compute: letNetworksPlay,
  recipe: (state) => ({ kind: "train", training: trainingOf(state.inside as NetworkName, state) }),
  own: createPlayer,
});
