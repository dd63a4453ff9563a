import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/figure.js";
import { clipPolyline, type Pixel } from "../../src/figures/clip-polyline.js";
import { placeMarks } from "../../src/figures/place-marks.js";
import { renderFigure } from "../../src/figures/render-figure.js";
import { parseMarkup } from "../parse-markup.js";
import { seeded } from "../seeded.js";

const frame = { left: 0, right: 400, top: 0, bottom: 300 };
const CHARACTER = 7.2;

describe("labels of points", () => {
  it("overlap neither each other nor a point, and stay in the frame, however near the points are", () => {
    const { uniform, pick } = seeded(2);
    for (let trial = 0; trial < 30; trial++) {
      const points = Array.from({ length: 6 }, (): Pixel => [150 + 40 * uniform(), 120 + 30 * uniform()]);
      const labels = points.map((point) => ({ text: pick(["LP", "HB", "BP", "GH"]), point }));
      const placed = placeMarks(labels, points, [], frame);
      expect(placed).toHaveLength(6);
      placed.forEach(({ at: [x, y], text }, i) => {
        const half = (text.length * CHARACTER) / 2;
        expect(x - half).toBeGreaterThanOrEqual(0);
        expect(x + half).toBeLessThanOrEqual(400);
        for (const [px, py] of points) expect(Math.abs(px - x) > half || Math.abs(py - y) > 7).toBe(true);
        for (const other of placed.slice(i + 1)) {
          const apart = half + (other.text.length * CHARACTER) / 2;
          expect(Math.abs(other.at[0] - x) >= apart || Math.abs(other.at[1] - y) >= 14).toBe(true);
        }
      });
    }
  });

  it("keep off curves where there is room", () => {
    const line = Array.from({ length: 100 }, (_, i): Pixel => [4 * i, 150]);
    const [placed] = placeMarks([{ text: "LP", point: [200, 150] }], [[200, 150]], line, frame);
    expect(Math.abs(placed!.at[1] - 150)).toBeGreaterThan(7);
  });
});

describe("a curve in a frame", () => {
  it("is the part of it that lies inside, with its points on the edge", () => {
    expect(
      clipPolyline(
        [
          [-100, 100],
          [100, 100],
          [100, 400],
        ],
        frame,
      ),
    ).toEqual([
      [
        [0, 100],
        [100, 100],
        [100, 300],
      ],
    ]);
    expect(
      clipPolyline(
        [
          [-10, -10],
          [-20, 500],
        ],
        frame,
      ),
    ).toEqual([]);
  });

  it("is interrupted outside and where it is not finite", () => {
    expect(
      clipPolyline(
        [
          [10, 10],
          [10, -50],
          [50, -50],
          [50, 10],
        ],
        frame,
      ),
    ).toHaveLength(2);
    expect(
      clipPolyline(
        [
          [10, 10],
          [20, 20],
          [Number.NaN, 0],
          [30, 30],
          [40, 40],
        ],
        frame,
      ),
    ).toHaveLength(2);
  });
});

describe("a phase plane", () => {
  const long = "a name of a curve that goes on for so long that it takes more than one line";
  const figure: Figure = {
    kind: "plane",
    ...{ name: "p", title: "t", caption: "c" },
    x: { label: "E", domain: [0, 1] },
    y: { label: "I", domain: [0, 1] },
    curves: [{ label: long, tone: "first-nullcline", x: [-1, 2], y: [-1, 2] }],
    points: [
      { kind: "stable", x: 0.5, y: 0.5 },
      { kind: "saddle", x: 5, y: 5 },
    ],
    regions: { columns: 2, rows: 1, classes: [0, 1], labels: ["left", "right"] },
  };
  const elements = parseMarkup(renderFigure(figure));
  const numbers = (text: string): number[] =>
    [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([value]) => Number(value));
  const box = elements.find(
    ({ name, attributes }) => name === "rect" && attributes.stroke === "#bbb" && attributes.fill === "none",
  )!;
  const edge = Number(box.attributes.x) + Number(box.attributes.width);

  it("keeps its curves in the frame", () => {
    const curve = elements.find(
      ({ name, attributes }) => name === "path" && attributes["stroke-width"] === "2.4",
    )!;
    for (const [i, value] of numbers(curve.attributes.d!).entries())
      if (i % 2 === 0) expect(value).toBeLessThanOrEqual(edge + 0.01);
  });

  it("has its legend beside the data, whole", () => {
    const texts = elements.filter(
      ({ name, attributes }) => name === "text" && attributes["text-anchor"] === "start",
    );
    expect(texts.map(({ text }) => text).join(" ")).toBe(`${long} stable equilibrium saddle left right`);
    for (const { attributes, text } of texts) {
      expect(Number(attributes.x)).toBeGreaterThan(edge);
      expect(Number(attributes.x) + 6.6 * text.length).toBeLessThan(680);
    }
  });
});
