import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const carriedOut = await carryOut(findReproduction("odr-ring"));

describe("a bump of delay activity on a ring of preferred angles", () => {
  holdsTheNumbers(carriedOut, gatesOf["odr-ring"]);
});
