import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const carriedOut = await carryOut(findReproduction("n-back"));

describe("n-back: without loops or a long enough window it cannot be played", () => {
  holdsTheNumbers(carriedOut, gatesOf["n-back"]);
});
