import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const nBack = await carryOut(findReproduction("n-back"));
const psychrnn = await carryOut(findReproduction("psychrnn-training"));
const tasks = await carryOut(findReproduction("trained-tasks"));

describe("n-back: without loops or a long enough window it cannot be played", () => {
  holdsTheNumbers(nBack, gatesOf["n-back"]);
});

describe("Ehrlich et al. 2021: training by curriculum and directly", () => {
  holdsTheNumbers(psychrnn, gatesOf["psychrnn-training"]);
});

describe("networks trained on the lecture's tasks", () => {
  holdsTheNumbers(tasks, gatesOf["trained-tasks"]);
});
