import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const carriedOut = await carryOut(findReproduction("trained-tasks"));

describe("networks trained on the lecture's tasks", () => {
  holdsTheNumbers(carriedOut, gatesOf["trained-tasks"]);
});
