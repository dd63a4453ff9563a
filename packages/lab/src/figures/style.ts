/** Okabe & Ito's colours, told apart with any colour vision; black text aside. */
export const palette = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#6b4c9a",
  "#000000",
] as const;

export const width = 680;
export const height = 420;
export const margins = { top: 24, right: 70, bottom: 46, left: 66 } as const;
export const fontSize = 12;
export const ink = "#222";
export const faint = "#e9e9e9";
export const muted = "#9a9a9a";

/** Colour of the i-th of a list of series or groups. */
export function colourOf(i: number): string {
  return palette[i % palette.length]!;
}
