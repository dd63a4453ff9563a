/** A step on the way to a model of the whole cortex. */
export interface Step {
  /** In the lecture's words. */
  readonly title: string;
  /** What is done in it. */
  readonly text: string;
  /** Paths of a small drawing, 96 by 48; the first is drawn in colour. */
  readonly drawing: readonly string[];
  /** A page that shows it and has another place in the lecture. */
  readonly see?: string | undefined;
}

function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

/** The six steps to a model of the whole cortex, in the lecture's order. */
export const recipe: readonly Step[] = [
  {
    title: "Building blocks: local circuit models",
    text: "One area: cells that excite, cells that inhibit, and a leak.",
    drawing: [circle(30, 24, 11), `${circle(68, 24, 9)}M41 19H58M54 15l5 4-5 4M59 29H43M43 25v8`],
  },
  {
    title: "Connect the blocks: anatomical connectivity data",
    text: "The same block for every area, joined as tracers found them joined.",
    drawing: [
      `${circle(18, 32, 7)}${circle(44, 12, 7)}${circle(56, 38, 7)}${circle(82, 18, 7)}`,
      "M23 27L39 16M25 33L49 37M47 18L53 32M51 13L75 17M62 35L77 23",
    ],
    see: "where-the-loops-are",
  },
  {
    title: "Allow local variation of circuit properties, based on data",
    text: "Spines or receptors, counted area by area, scale what each block does.",
    drawing: [
      `${circle(16, 34, 4)}${circle(34, 31, 7)}${circle(56, 27, 10)}${circle(81, 22, 13)}`,
      "M8 45H92",
    ],
  },
  {
    title: "Simulate task stimuli as input and measure activity",
    text: "What an animal sees goes in; rates of every area and cell type come out.",
    drawing: ["M6 36H30C34 36 34 12 42 12C50 12 50 18 62 18H90", "M6 44H24V40H36V44H56V40H66V44H90"],
  },
  {
    title: "Validate the model against real neural data",
    text: "Recordings that were not used to build it are the judge.",
    drawing: ["M30 26l9 9L66 10", "M20 6H76V42H20Z"],
  },
  {
    title: "Make predictions for future experiments",
    text: "Silence a cell type, change dopamine: what should a laboratory find?",
    drawing: ["M52 30L66 20L76 12M68 11l8 1-1 8", "M8 42H88M8 42C22 42 32 40 46 33"],
  },
];

export const steps: readonly string[] = recipe.map(({ title }) => title);
