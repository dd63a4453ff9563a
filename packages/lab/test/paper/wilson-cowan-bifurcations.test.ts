import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const bifurcations = await carryOut(findReproduction("wilson-cowan-bifurcations"));

describe("Wilson & Cowan 1972: folds, the Hopf point and the limit cycle", () => {
  holdsTheNumbers(bifurcations, gatesOf["wilson-cowan-bifurcations"]);
});
