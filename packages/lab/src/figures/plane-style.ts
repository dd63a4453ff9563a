import type { Tone } from "../figure.js";
import { colourOf, ink } from "./style.js";

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dashes?: string;
}

/** How curves of each tone are drawn; tones that share a colour differ in dashes or width too. */
export const strokes: Readonly<Record<Tone, Stroke>> = {
  stable: { colour: ink, width: 2.2 },
  unstable: { colour: ink, width: 1.6, dashes: "6,4" },
  "stable-cycle": { colour: colourOf(2), width: 2.4 },
  "unstable-cycle": { colour: colourOf(2), width: 1.8, dashes: "6,4" },
  "first-nullcline": { colour: colourOf(0), width: 2.4 },
  "second-nullcline": { colour: colourOf(1), width: 2.4 },
  trajectory: { colour: "#777", width: 1 },
  separatrix: { colour: ink, width: 1.6, dashes: "6,4" },
  "unstable-manifold": { colour: ink, width: 1.5, dashes: "1.5,3" },
  fold: { colour: colourOf(0), width: 2.2 },
  hopf: { colour: colourOf(1), width: 2.2 },
};

/** Larger than in other figures: planes are shown small, two or four in a row. */
export const FONT = 13;

export const arrowColour = "#b4b4b4";

const tints = ["#d3e9f7", "#fbe7bd", "#c9eadf", "#f4d9e8", "#dcd3ec", "#dedede"] as const;

/** Pale colour of the i-th region. */
export function tintOf(i: number): string {
  return tints[i % tints.length]!;
}
