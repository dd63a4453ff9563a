import "./style.css";
import { definePage } from "../../src/page.js";
import { about } from "./about.js";
import { activations, tasksToTrain, trainingOf } from "./experiment.js";
import { createTrainingBench } from "./training-bench.js";

const ENOUGH = 0.9;
const context = { task: "context-dependent-integration", units: 50, target: 0.98 };

export const page = definePage({
  ...about,
  text: [
    "A network of leaky units sees trials of a task, answers, and after every batch each weight moves a little in the direction that makes the error smaller. Nobody tells it how to solve the task. After some tens or hundreds of such updates it does.",
    "Once it rests you can open it: which units excite and which inhibit, how activity moves through the state space, where it would stand still, what each unit prefers. Pause in the middle, set a weight by hand, and go on.",
    "By Dale's law a unit either excites or inhibits all units that it reaches. On random dots the law costs about twice as many updates (medians of five seeds), and with three of ten connections left some more; the task is still solved. The two tasks with a delay do not come out under the law in 2000 updates from this start.",
  ],
  controls: {
    task: {
      kind: "choice",
      label: "Task",
      value: "perceptual-discrimination",
      options: Object.fromEntries(Object.entries(tasksToTrain).map(([name, { label }]) => [name, label])),
    },
    units: { kind: "number", label: "Units, N", value: 32, unit: "", range: [8, 100], step: 1 },
    activation: {
      kind: "choice",
      label: "Activation",
      value: "relu",
      options: activations,
    },
    dale: { kind: "toggle", label: "Dale's law: units excite or inhibit", value: false },
    noise: {
      kind: "number",
      label: "Noise in the units",
      value: 0.05,
      unit: "",
      range: [0, 0.5],
      step: 0.01,
    },
    rate: {
      kind: "number",
      label: "Learning rate",
      value: 0.003,
      unit: "",
      range: [0.0005, 0.03],
      step: 0.0005,
    },
    seed: { kind: "number", label: "Seed: start and trials", value: 1, unit: "", range: [1, 999], step: 1 },
    ratio: {
      kind: "number",
      label: "Share of excitatory units, under Dale's law",
      value: 0.8,
      unit: "",
      range: [0.2, 0.95],
      step: 0.05,
      drawer: true,
    },
    connections: {
      kind: "number",
      label: "Share of recurrent connections there are",
      value: 1,
      unit: "",
      range: [0.05, 1],
      step: 0.05,
      drawer: true,
    },
    optimiser: {
      kind: "choice",
      label: "Optimiser",
      value: "adam",
      options: { adam: "Adam", rmsprop: "RMSprop", momentum: "momentum", sgd: "plain gradient" },
      drawer: true,
    },
    loss: {
      kind: "choice",
      label: "Loss",
      value: "usual",
      options: {
        usual: "the task's own",
        mse: "squared error",
        "mse-all": "squared error over all times",
        lsq: "squared error of the sigmoid",
        bce: "cross-entropy of each output",
      },
      drawer: true,
    },
    batch: {
      kind: "number",
      label: "Trials in a batch",
      value: 32,
      unit: "",
      range: [4, 128],
      step: 4,
      drawer: true,
    },
    target: {
      kind: "number",
      label: "Stop at this accuracy, twice in a row",
      value: 0.94,
      unit: "",
      range: [0.6, 1],
      step: 0.01,
      drawer: true,
    },
    updates: {
      kind: "number",
      label: "Most updates",
      value: 2000,
      unit: "",
      range: [50, 20000],
      step: 50,
      drawer: true,
    },
  },
  presets: {
    "Random dots": {},
    "With Dale's law": { dale: true },
    "Dale's law, sparse": { dale: true, connections: 0.3 },
    "Another seed": { seed: 2 },
    "Delayed match": { task: "delayed-match-to-sample", rate: 0.01 },
    "Context (Mante 2013)": context,
  },
  prediction: {
    question:
      "Two networks of the same size learn the same task to the same accuracy, from two random starts. What about their weights?",
    answers: [
      "They are the same",
      "They differ, and so may what single units do",
      "They differ only in size",
    ],
    right: 1,
    because:
      "Training stops at whatever solves the task; many matrices do. What networks share is rather the picture in state space.",
  },
  tasks: [
    {
      text: "Reach 90 % on random dots.",
      done: ({ task }, { numbers = {} }) =>
        task === "perceptual-discrimination" && (numbers.accuracy ?? 0) >= ENOUGH,
    },
    {
      text: "Reach 90 % with Dale's law on.",
      done: ({ dale }, { numbers = {} }) => dale === true && (numbers.accuracy ?? 0) >= ENOUGH,
    },
    {
      text: "Pause or finish, set a weight by hand, and go on from there.",
      done: (_, { numbers = {} }) => (numbers.wentOn ?? 0) > 0,
    },
  ],
  cite: ["ehrlich2021", "song2016", "mante2013", "sussillo2013"],
  recipe: (state) => ({ kind: "train", training: trainingOf(state) }),
  own: createTrainingBench,
});
