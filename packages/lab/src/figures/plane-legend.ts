import type { PlanePoint, Tone } from "../figure.js";

/** A line of a legend: what it shows of the figure, and what it is called. */
export interface LegendEntry {
  readonly shows:
    | { readonly curve: Tone }
    | { readonly point: PlanePoint["kind"] }
    | { readonly region: number };
  /** The name, in as many lines as it takes. */
  readonly lines: readonly string[];
}

const CHARACTERS = 25;
/** Of the widest fonts that a reader's machine may have. */
const CHARACTER = 7.1;
const SWATCH = 34;
export const LINE = 16;

const pointNames: Readonly<Record<PlanePoint["kind"], string>> = {
  stable: "stable equilibrium",
  unstable: "unstable equilibrium",
  saddle: "saddle",
  mark: "bifurcation",
};

const order: readonly Tone[] = [
  "first-nullcline",
  "second-nullcline",
  "stable",
  "unstable",
  "stable-cycle",
  "unstable-cycle",
  "fold",
  "hopf",
  "separatrix",
  "unstable-manifold",
  "trajectory",
];

/** A text in lines of at most so many characters; a longer word is broken. */
function broken(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .split(" ")
    .flatMap((one) => one.match(new RegExp(`.{1,${CHARACTERS}}`, "gu")) ?? [])) {
    if (line !== "" && line.length + 1 + word.length > CHARACTERS) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Entries of the legend: curves by tone and name, kinds of points, regions. */
export function legendOf(figure: {
  readonly curves: readonly { readonly label?: string | undefined; readonly tone: Tone }[];
  readonly points: readonly PlanePoint[];
  readonly regions?: { readonly labels: readonly string[]; readonly classes: readonly number[] };
}): LegendEntry[] {
  const curves = new Map<string, Tone>();
  for (const { label, tone } of figure.curves) if (label && !curves.has(label)) curves.set(label, tone);
  const sorted = [...curves].sort(([, a], [, b]) => order.indexOf(a) - order.indexOf(b));
  const kinds = (["stable", "unstable", "saddle"] as const).filter((kind) =>
    figure.points.some((point) => point.kind === kind),
  );
  const shown = new Set(figure.regions?.classes ?? []);
  return [
    ...sorted.map(([label, curve]) => ({ shows: { curve }, lines: broken(label) })),
    ...kinds.map((point) => ({ shows: { point }, lines: broken(pointNames[point]) })),
    ...(figure.regions?.labels ?? []).flatMap((label, region) =>
      shown.has(region) ? [{ shows: { region }, lines: broken(label) }] : [],
    ),
  ];
}

/** Entries that fit into so many lines; the last says how many more there are. */
export function fitting(entries: readonly LegendEntry[], most: number): readonly LegendEntry[] {
  let lines = 0;
  const count = entries.findIndex((entry) => {
    lines += entry.lines.length;
    return lines > most;
  });
  if (count < 0) return entries;
  const kept = Math.max(0, count - 1);
  const more = { shows: { curve: "trajectory" as const }, lines: [`and ${entries.length - kept} more`] };
  return [...entries.slice(0, kept), more];
}

/** Pixels that a legend takes. */
export function legendWidth(entries: readonly LegendEntry[]): number {
  const longest = entries
    .flatMap(({ lines }) => lines)
    .reduce((most, line) => Math.max(most, line.length), 0);
  return longest === 0 ? 0 : SWATCH + longest * CHARACTER;
}
