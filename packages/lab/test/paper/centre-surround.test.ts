import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const carriedOut = await carryOut(findReproduction("centre-surround"));

describe("centre and surround, and the features built of them", () => {
  holdsTheNumbers(carriedOut, gatesOf["centre-surround"]);
});
