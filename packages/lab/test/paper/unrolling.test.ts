import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const carriedOut = await carryOut(findReproduction("unrolling"));

describe("van Bergen & Kriegeskorte 2020: a recurrent network is a deep feedforward one with tied weights", () => {
  holdsTheNumbers(carriedOut, gatesOf.unrolling);
});
