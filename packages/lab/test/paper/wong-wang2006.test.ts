import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const carriedOut = await carryOut(findReproduction("wong-wang2006"));

describe("Wong & Wang 2006: a decision between two populations", () => {
  holdsTheNumbers(carriedOut, gatesOf["wong-wang2006"]);
});
