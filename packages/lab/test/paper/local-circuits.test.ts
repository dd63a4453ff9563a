import { describe } from "vitest";
import { findReproduction } from "../../src/reproduce.js";
import { carryOut } from "../carry-out.js";
import { gatesOf } from "../gates.js";
import { holdsTheNumbers } from "../holds-the-numbers.js";

const circuit = await carryOut(findReproduction("ei-circuit"));
const populations = await carryOut(findReproduction("wilson-cowan"));
const competing = await carryOut(findReproduction("mejias-wang2022-area"));
const nonlinear = await carryOut(findReproduction("chaudhuri2015-nonlinear-area"));

describe("the local circuit of Chaudhuri et al. 2015: its modes and a pulse", () => {
  holdsTheNumbers(circuit, gatesOf["ei-circuit"]);
});

describe("Wilson & Cowan 1972: equilibria in three conventions", () => {
  holdsTheNumbers(populations, gatesOf["wilson-cowan"]);
});

describe("Mejias & Wang 2022: an isolated area that becomes bistable", () => {
  holdsTheNumbers(competing, gatesOf["mejias-wang2022-area"]);
});

describe("Chaudhuri et al. 2015, nonlinear: an area that becomes bistable along the hierarchy", () => {
  holdsTheNumbers(nonlinear, gatesOf["chaudhuri2015-nonlinear-area"]);
});
