import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/figure.js";
import { renderFigure } from "../../src/figures/render-figure.js";
import { figuresSaying } from "../figures.js";
import { dangers, parseMarkup } from "../parse-markup.js";

const kinds = figuresSaying("Rate");
const titled = { name: "f", title: "Title", caption: "Caption" };
const axes = { x: { label: "Time", unit: "ms" }, y: { label: "Rate", unit: "Hz" } };
const lines = (x: readonly number[], y: readonly number[], change: object = {}): Figure =>
  ({ kind: "lines", ...titled, ...axes, series: [{ label: "V1", x, y }], ...change }) as Figure;

/** Every number that places something. */
const places = (svg: string): string[] =>
  parseMarkup(svg).flatMap(({ attributes }) =>
    [
      "x",
      "y",
      "x1",
      "x2",
      "y1",
      "y2",
      "cx",
      "cy",
      "r",
      "d",
      "width",
      "height",
      "transform",
      "points",
      "viewBox",
    ].flatMap((key) => attributes[key] ?? []),
  );

describe.each(kinds.map((figure) => ({ kind: figure.kind, figure })))("a figure of $kind", ({ figure }) => {
  const svg = renderFigure(figure);
  const elements = parseMarkup(svg);

  it("is one well-formed SVG document of a size of its own", () => {
    expect(elements[0]).toMatchObject({ name: "svg", attributes: { xmlns: "http://www.w3.org/2000/svg" } });
    expect(elements[0]!.attributes.viewBox).toMatch(/^0 0 680 \d+$/);
  });

  it("has title and description that its accessible name points to", () => {
    const [title, desc] = ["title", "desc"].map((name) => elements.find((element) => element.name === name)!);
    expect([title!.text, desc!.text]).toEqual([figure.title, figure.caption]);
    expect(elements[0]!.attributes["aria-labelledby"]).toBe(`${title!.attributes.id} ${desc!.attributes.id}`);
  });

  it("has text as text, and nothing that runs or is fetched", () => {
    expect(elements.filter(({ name }) => name === "text").length).toBeGreaterThan(4);
    expect(dangers(elements)).toEqual([]);
  });

  it("places everything at a number", () => {
    expect(places(svg).length).toBeGreaterThan(10);
    expect(places(svg).filter((place) => /NaN|Infinity|undefined/.test(place))).toEqual([]);
  });

  it("is the same bytes for the same figure", () => {
    expect(renderFigure(structuredClone(figure))).toBe(svg);
  });
});

describe("data that hardly make a figure", () => {
  const none = { label: "none", x: [], y: [] };
  it.each([
    ["a single point", lines([5], [3])],
    ["no samples", lines([], [])],
    ["no series", lines([], [], { series: [] })],
    [
      "one series without samples among others",
      lines([], [], { series: [none, { label: "V1", x: [0, 1], y: [1, 2] }] }),
    ],
    ["a constant rate", lines([0, 1, 2], [10, 10, 10])],
    ["a rate of 0", lines([0, 1, 2], [0, 0, 0])],
    ["a gap", lines([0, 1, 2, 3], [1, Number.NaN, 3, 4])],
    ["an end that is not finite", lines([0, 1, 2], [1, 2, Number.POSITIVE_INFINITY])],
    ["nothing finite", lines([0, 1], [Number.NaN, Number.NaN])],
    ["zeros on a log axis", lines([0, 1, 2], [0, 0.1, 100], { y: { label: "tau", type: "log" } })],
    ["only zeros on a log axis", lines([0, 1], [0, 0], { y: { label: "tau", type: "log" } })],
    [
      "twenty series that end together",
      lines([], [], {
        series: Array.from({ length: 20 }, (_, i) => ({ label: `a${i}`, x: [0, 1], y: [i, 5] })),
      }),
    ],
    ["no dots", { kind: "dots", ...titled, ...axes, points: [] } as Figure],
    [
      "dots on one spot",
      {
        kind: "dots",
        ...titled,
        ...axes,
        points: [1, 2, 3].map((i) => ({ label: `p${i}`, x: 1, y: 1 })),
      } as Figure,
    ],
    ["a graph without nodes", { kind: "graph", ...titled, nodes: [], edges: [] } as Figure],
    [
      "nodes on one spot that are connected",
      {
        ...{ kind: "graph", ...titled },
        nodes: [0, 1].map((i) => ({ label: `n${i}`, x: 0, y: 0 })),
        edges: [{ from: 0, to: 1, type: "lateral" }],
      } as Figure,
    ],
    ["no bars", { kind: "bars", ...titled, ...axes, bars: [] } as Figure],
    [
      "an empty matrix",
      {
        kind: "matrix",
        ...titled,
        ...axes,
        rows: [],
        columns: [],
        values: [],
        scale: { label: "FLN" },
      } as Figure,
    ],
    [
      "a matrix of zeros on a log scale",
      {
        kind: "matrix",
        ...titled,
        ...axes,
        rows: ["a"],
        columns: ["b"],
        values: [[0]],
        scale: { label: "FLN", type: "log" },
      } as Figure,
    ],
  ])("(%s) still make one, with everything placed at a number", (_, figure) => {
    const svg = renderFigure(figure);
    expect(parseMarkup(svg)[0]!.name).toBe("svg");
    expect(places(svg).filter((place) => /NaN|Infinity|undefined/.test(place))).toEqual([]);
  });

  it("a line through three points passes through them in order", () => {
    const path = parseMarkup(renderFigure(lines([0, 1, 2], [0, 10, 5]))).find(
      ({ name, attributes }) => name === "path" && attributes.d?.split(/[ML]/).length === 4,
    );
    const [a, b, c] = path!.attributes
      .d!.split(/[ML]/)
      .slice(1)
      .map((point) => point.split(",").map(Number));
    expect(a![0]).toBeLessThan(b![0]!);
    expect(b![0]).toBeLessThan(c![0]!);
    expect(a![1]).toBeGreaterThan(c![1]!);
    expect(c![1]).toBeGreaterThan(b![1]!);
  });
});

describe("a figure of many lines", () => {
  const many = (count: number, change: object = {}): Figure => ({
    ...(lines([], []) as Extract<Figure, { kind: "lines" }>),
    series: Array.from({ length: count }, (_, i) => ({
      label: `area${i}`,
      x: [0, 1],
      y: [i, 1 + i / 1000],
      ...change,
    })),
  });
  const elementsOf = (figure: Figure) => parseMarkup(renderFigure(figure));
  const looks = (figure: Figure): string[] =>
    elementsOf(figure)
      .filter(({ name, attributes }) => name === "g" && attributes["aria-label"] === "line")
      .map(({ attributes }) => `${attributes.stroke} ${attributes["stroke-dasharray"] ?? "solid"}`);
  const labels = (figure: Figure) =>
    elementsOf(figure).flatMap(({ name, text, attributes }) => {
      const at = /translate\([\d.]+,([\d.]+)\)/.exec(attributes.transform ?? "");
      return name === "text" && /^area\d+$/.test(text) && at ? [Number(at[1])] : [];
    });

  it.each([2, 8, 12, 16, 17, 40])("%d of them: no two look alike", (count) => {
    const seen = looks(many(count));
    expect(seen).toHaveLength(count);
    expect(new Set(seen).size).toBe(count);
  });

  it("muted ones take no colour from the others", () => {
    const { series, ...rest } = many(12) as Extract<Figure, { kind: "lines" }>;
    const muted = series.map((one) => ({ ...one, muted: true, dashed: true }));
    const seen = looks({ ...rest, series: series.slice(0, 6).flatMap((one, i) => [one, muted[i]!]) });
    expect(new Set(seen).size).toBe(7);
    expect(seen.filter((look) => look.endsWith("solid"))).toHaveLength(6);
  });

  it.each([2, 12, 26, 40, 100])("%d of them: their labels stand apart and inside the figure", (count) => {
    const at = labels(many(count)).sort((a, b) => a - b);
    expect(at.length).toBeGreaterThanOrEqual(Math.min(count, 13));
    expect(Math.min(...at.slice(1).map((y, i) => y - at[i]!))).toBeGreaterThanOrEqual(12);
    expect(at[0]).toBeGreaterThanOrEqual(20);
    expect(at.at(-1)).toBeLessThanOrEqual(420);
  });

  it("the names of stretches of time do not run into one another", () => {
    const spans = [0, 0.02, 0.04, 0.5].map((from, i) => ({ from, to: from + 0.1, label: `current ${i}` }));
    const named = elementsOf({ ...many(2), spans } as Figure).flatMap(({ name, text, attributes }) => {
      const at = /translate\(([\d.]+),([\d.]+)\)/.exec(attributes.transform ?? "");
      return name === "text" && text.startsWith("current") && at ? [{ text, x: Number(at[1]) }] : [];
    });
    expect(named.map(({ text }) => text).sort()).toEqual(["current 0", "current 1", "current 3"]);
  });
});

describe("a curve of a plane", () => {
  const strokes = (palette?: number): (string | undefined)[] =>
    parseMarkup(
      renderFigure({
        kind: "plane",
        ...titled,
        ...axes,
        curves: [{ tone: "trajectory", palette, x: [0, 1], y: [0, 1] }],
        points: [],
      }),
    ).flatMap(({ attributes: { stroke } }) => stroke ?? []);

  it("has the colour of its tone, or of its place in the palette", () => {
    expect(strokes()).toContain("#777");
    expect(strokes(1)).toContain("#D55E00");
    expect(strokes(1)).not.toContain("#777");
  });
});
