/** Colours and type of the page, as a canvas needs them. */
export interface Theme {
  readonly ink: string;
  readonly muted: string;
  readonly faint: string;
  readonly paper: string;
  /** Of cards, on which plots lie. */
  readonly raised: string;
  readonly series: readonly string[];
  readonly font: string;
}

const SERIES = 8;

/** The theme that an element is shown in. */
export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: read("ink"),
    muted: read("muted"),
    faint: read("faint"),
    paper: read("paper"),
    raised: read("raised"),
    series: Array.from({ length: SERIES }, (_, i) => read(`series-${i + 1}`)),
    font: `${read("plot-size")} ${style.fontFamily}`,
  };
}
