import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const carriedOut = await carryOut(findReproduction("psychrnn-training"));

describe("Ehrlich et al. 2021: training by curriculum and directly", () => {
  holdsTheNumbers(carriedOut, gatesOf["psychrnn-training"]);
});
