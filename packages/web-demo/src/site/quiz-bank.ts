import type { Question, Quiz } from "./quiz.js";
import { steps } from "./steps.js";

function statement(text: string, right: boolean, because: string): Question {
  return { kind: "choice", text, answers: ["True", "False"], right: right ? 0 : 1, because };
}

/** The lecture's three quizzes. */
export const quizzes: readonly Quiz[] = [
  {
    title: "Quiz 1: realistic circuits or trained networks",
    questions: [
      {
        kind: "open",
        text: "Name two advantages and two drawbacks each of biologically realistic models and of trained recurrent networks for simulating a cognitive task.",
        points: [
          "Realistic: parameters come from experiments or state a hypothesis; they are not trained.",
          "Realistic: predictions can be tested directly, cell type by cell type.",
          "Realistic: rate versions can be analysed by mathematics and give intuition.",
          "Realistic, drawback: less capable of high-level functions.",
          "Trained: capable, and optimised for the task itself.",
          "Trained, drawback: several solutions to one task, and units map weakly onto cells.",
        ],
      },
      {
        kind: "choice",
        text: "Which kind of model would you use to predict what silencing SST cells in area 46d does?",
        answers: ["A trained RNN", "A biologically realistic circuit", "A feedforward network"],
        right: 1,
        because: "Only a model with SST cells can lose them.",
      },
      statement(
        "The parameters of a biologically realistic model are fitted by backpropagation.",
        false,
        "They are taken from experiments or chosen to state a hypothesis.",
      ),
    ],
  },
  {
    title: "Quiz 2: six steps to a whole cortex",
    questions: [
      {
        kind: "order",
        text: "Put the six steps for building a model of the whole cortex in order.",
        items: steps,
        because: "Build, connect, vary by data, simulate, validate, predict.",
      },
      {
        kind: "number",
        text: "In which step do counts of dendritic spines enter?",
        right: 3,
        because: "They scale excitation area by area.",
      },
      {
        kind: "number",
        text: "Which step is missed if a model is tested only on the data that it was built from?",
        right: 5,
        because: "Validation needs data that the model has not seen.",
      },
      {
        kind: "number",
        text: "How many free parameters does the slide give the model with a gradient of spine counts?",
        right: 2,
        because: "The variation between areas comes from data, not from fitting.",
      },
    ],
  },
  {
    title: "Quiz 3: feedforward and recurrent networks",
    questions: [
      statement(
        "A recurrent network has connections back to earlier layers or to its own layer.",
        true,
        "That is what makes it recurrent.",
      ),
      statement(
        "A feedforward network of one frame can do the 1-back task if it is made large enough.",
        false,
        "It never sees the letter before, whatever its size.",
      ),
      statement(
        "Every recurrent network that runs for a fixed number of steps has a feedforward network with the same outputs.",
        true,
        "Unroll it in time: one copy of every unit per step, with tied weights.",
      ),
      statement(
        "Feedforward networks process each input by itself, without what came before.",
        true,
        "Unless a window of past inputs is part of the input.",
      ),
      {
        kind: "choice",
        text: "When is the leaky network's Euler step exactly the Elman network's step?",
        answers: ["When Δt is very small", "When Δt = τ", "Never"],
        right: 1,
        because: "With Δt/τ = 1 the old activity cancels and only the new drive is left.",
      },
      {
        kind: "number",
        text: "How many frames must a feedforward network see at once to solve the 3-back task?",
        right: 4,
        because: "The present letter and the three before it.",
      },
      {
        kind: "open",
        text: "Why does equality of outputs not make the two networks equally plausible?",
        points: [
          "The unrolled network is many layers deep.",
          "Its copies would have to keep equal weights.",
          "It needs many times the units and wiring.",
        ],
      },
    ],
  },
];
