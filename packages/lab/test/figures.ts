import type { Figure } from "../src/figure.js";

/** One figure of each kind, every text of it `label`. */
export function figuresSaying(label: string): readonly Figure[] {
  const titled = { name: label, title: label, caption: label };
  const [x, y] = [
    { label, unit: label },
    { label, unit: label },
  ];
  const series = [0, 1].map((i) => ({ label: `${label}${i}`, x: [0, 1, 2], y: [i, 2, 1], dashed: i === 1 }));
  const points = [1, 2, 3].map((i) => ({ label: `${label}${i}`, x: i, y: i * i, group: `${label}${i % 2}` }));
  return [
    { kind: "lines", ...titled, x, y, series, spans: [{ from: 0, to: 1, label }] },
    { kind: "dots", ...titled, x, y, points, lines: series },
    {
      ...{ kind: "bars", ...titled, x, y },
      bars: [1, -2, 3].map((value, i) => ({ label: `${label}${i}`, value, group: `${label}${i % 2}` })),
      rule: { at: 2, label },
    },
    {
      ...{ kind: "matrix", ...titled, x, y, scale: { label } },
      rows: [`${label}1`, `${label}2`],
      columns: [`${label}a`, `${label}b`],
      values: [
        [1, 2],
        [3, Number.NaN],
      ],
    },
    {
      ...{ kind: "graph", ...titled },
      nodes: [0, 1, 2].map((i) => ({ label: `${label}${i}`, x: 0, y: i, outside: i === 0 })),
      edges: [
        { from: 0, to: 1, type: "input" },
        { from: 1, to: 2, type: "bottom-up" },
        { from: 2, to: 1, type: "top-down" },
        { from: 2, to: 2, type: "lateral" },
        { from: 0, to: 2, type: "leak" },
      ],
      columns: [{ x: 0, label }],
      rows: [{ y: 0, label }],
    },
    {
      ...{ kind: "plane", ...titled, x, y },
      arrows: [{ x: 1, y: 1, dx: 1, dy: -2 }],
      curves: [
        { label, tone: "first-nullcline", x: [0, 1, 2], y: [0, 2, 1] },
        { label: `${label}2`, tone: "separatrix", x: [0, Number.NaN, 2], y: [1, 1, 1] },
      ],
      points: (["stable", "unstable", "saddle", "mark"] as const).map((kind, i) => ({
        label,
        kind,
        x: i / 2,
        y: 1,
      })),
      regions: { columns: 2, rows: 2, classes: [0, 0, 1, -1], labels: [label, `${label}b`] },
    },
  ];
}
