import "./map.css";
import { element, vector } from "../dom.js";
import { cssColour, magnitudeColour } from "../plots/colour-maps.js";
import { cellsOf, relaxed } from "./cells.js";
import { lateralSide, medialSide, type Point, type Side } from "./outline.js";

/** A sketch of the cortex, each area a shape by its name, and the hierarchy as an axis. */
export interface CortexMap {
  readonly element: HTMLElement;
  /** Colours areas by their values between 0 and `high`. */
  colour(values: ReadonlyMap<string, number>, high: number): void;
  select(area: string): void;
}

interface CortexMapOptions {
  readonly areas: readonly string[];
  /** Place in the hierarchy, 0 to 1, in the order of `areas`. */
  readonly hierarchy: ArrayLike<number>;
  readonly what: string;
  readonly unit: string;
  onSelect(area: string): void;
}

const GAP = 6;
const AXIS_TOP = 42;
const RELAXATIONS = 4;

function pathOf(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;
}

function middleOf(points: readonly Point[]): Point {
  const n = points.length;
  return [points.reduce((sum, [x]) => sum + x, 0) / n, points.reduce((sum, [, y]) => sum + y, 0) / n];
}

interface Shape {
  readonly area: string;
  readonly cell: readonly Point[];
}

/** Shapes of a side, moved right by `shift`. */
function shapesOf({ outline, places }: Side, shift: number): { outline: Point[]; shapes: Shape[] } {
  const centres = relaxed(
    places.map(([, x, y]): Point => [x, y]),
    outline,
    RELAXATIONS,
  );
  const cells = cellsOf(centres, outline);
  const move = ([x, y]: Point): Point => [x + shift, y];
  return {
    outline: outline.map(move),
    shapes: places.map(([area], i) => ({ area, cell: cells[i]!.map(move) })),
  };
}

/** Makes the map. One tab stop; arrow keys go up and down the hierarchy. */
export function createCortexMap({ areas, hierarchy, what, unit, onSelect }: CortexMapOptions): CortexMap {
  const order = areas.map((_, i) => i).sort((a, b) => hierarchy[a]! - hierarchy[b]!);
  const sides = [shapesOf(lateralSide, 47), shapesOf(medialSide, 47 + 48 + GAP + 42)];
  const known = new Set(areas);
  const paint = new Map<string, SVGElement[]>(areas.map((area) => [area, []]));
  const options = new Map<string, SVGElement>();
  let selected = areas[order[0]!]!;
  let values: ReadonlyMap<string, number> = new Map();

  const svg = vector("svg", {
    class: "cortex-map",
    attributes: { viewBox: "-1 -30 180 80", preserveAspectRatio: "xMidYMid meet" },
  });
  for (const { outline, shapes } of sides) {
    svg.append(vector("path", { class: "outline", attributes: { d: pathOf(outline) } }));
    for (const { area, cell } of shapes) {
      if (cell.length < 3) continue;
      const shape = vector("path", {
        class: known.has(area) ? "area" : "other-area",
        attributes: { d: pathOf(cell) },
      });
      svg.append(shape);
      if (!known.has(area)) continue;
      const [x, y] = middleOf(cell);
      svg.append(
        vector("text", {
          class: "area-name",
          text: area,
          attributes: { x, y: y + 0.9, "aria-hidden": "true" },
        }),
      );
      paint.get(area)!.push(shape);
      shape.addEventListener("pointerenter", () => choose(area));
      shape.addEventListener("click", () => choose(area));
    }
  }
  const listbox = vector("g", {
    attributes: { role: "listbox", tabindex: 0, "aria-label": `Areas along the hierarchy, by ${what}` },
  });
  svg.append(
    vector("line", { class: "axis", attributes: { x1: 4, x2: 174, y1: AXIS_TOP, y2: AXIS_TOP } }),
    vector("text", { class: "axis-name", text: "low", attributes: { x: 4, y: AXIS_TOP + 6 } }),
    vector("text", {
      class: "axis-name end",
      text: "high in the hierarchy",
      attributes: { x: 174, y: AXIS_TOP + 6 },
    }),
    listbox,
  );
  for (const i of order) {
    const area = areas[i]!;
    const option = vector("circle", {
      class: "area",
      attributes: {
        id: `map-${area.replace(/\W/g, "-")}`,
        role: "option",
        "aria-selected": "false",
        cx: 6 + 166 * hierarchy[i]!,
        cy: AXIS_TOP - 3 - 3.2 * (order.indexOf(i) % 4),
        r: 1.7,
      },
    });
    option.addEventListener("pointerenter", () => choose(area));
    option.addEventListener("click", () => choose(area));
    paint.get(area)!.push(option);
    options.set(area, option);
    listbox.append(option);
  }
  listbox.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const at = order.findIndex((i) => areas[i] === selected);
    const to =
      event.key === "Home" ? 0 : event.key === "End" ? order.length - 1 : by === undefined ? -1 : at + by;
    if (to < 0 || to >= order.length) return;
    event.preventDefault();
    choose(areas[order[to]!]!);
  });
  const told = element("p", { class: "told", attributes: { "aria-live": "off" } });
  const scale = element("p", { class: "map-scale" });
  const bar = element("span", { class: "map-bar" });
  const [low, top] = [element("span", { text: "0" }), element("span")];
  scale.append(low, bar, top);
  bar.style.background = `linear-gradient(90deg, ${Array.from({ length: 9 }, (_, i) => cssColour(magnitudeColour(i / 8))).join(", ")})`;

  function textOf(area: string): string {
    const value = values.get(area);
    return value === undefined ? area : `${area}: ${value.toFixed(1)} ${unit}`;
  }

  function mark(area: string): void {
    for (const shape of paint.get(selected) ?? []) shape.classList.remove("selected");
    options.get(selected)?.setAttribute("aria-selected", "false");
    selected = area;
    for (const shape of paint.get(area)!) shape.classList.add("selected");
    const option = options.get(area)!;
    option.setAttribute("aria-selected", "true");
    listbox.setAttribute("aria-activedescendant", option.id);
    told.textContent = textOf(area);
  }

  function choose(area: string): void {
    if (area === selected) return;
    mark(area);
    onSelect(area);
  }

  mark(selected);
  return {
    element: element("div", { class: "panel" }, svg, element("div", { class: "panel-foot" }, told, scale)),
    colour(next, high) {
      values = next;
      top.textContent = `${Number(high.toPrecision(2))} ${unit}`;
      for (const [area, shapes] of paint) {
        const fill = cssColour(magnitudeColour((next.get(area) ?? 0) / (high || 1)));
        for (const shape of shapes) shape.style.fill = fill;
        options.get(area)!.setAttribute("aria-label", textOf(area));
      }
      told.textContent = textOf(selected);
    },
    select(area) {
      if (paint.has(area)) mark(area);
    },
  };
}
