import { element, vector } from "../../src/dom.js";
import type { OwnPart, Shown, Stage, State } from "../../src/page.js";
import { ticksOf, tickText } from "../../src/plots/ticks.js";
import { type TraceDeterminant, traceDeterminant, withTraceDeterminant } from "./system.js";

const FRAME = { left: 56, right: 350, top: 10, bottom: 222, height: 264, width: 360 } as const;
/** What is seen at least; everything grows together so that the parabola stays where it is. */
const REACH = { trace: 0.6, low: -0.07, high: 0.12 } as const;
const STEP = { trace: 0.01, determinant: 0.002 } as const;
const DIGITS = 10;

/** A trace this near to 0 is meant to be 0, as a share of what is seen. */
const SNAP = 0.015;

const regions = [
  { name: "saddles", x: 0, y: -0.55 },
  { name: "stable nodes", x: -0.66, y: 0.085 },
  { name: "unstable nodes", x: 0.66, y: 0.085 },
  { name: "stable foci", x: -0.32, y: 0.72 },
  { name: "unstable foci", x: 0.36, y: 0.72 },
] as const;

interface Scale {
  x(trace: number): number;
  y(determinant: number): number;
  at(x: number, y: number): TraceDeterminant;
  readonly zoom: number;
}

function scaleOf(zoom: number): Scale {
  const trace = REACH.trace * zoom;
  const [low, high] = [REACH.low * zoom * zoom, REACH.high * zoom * zoom];
  const { left, right, top, bottom } = FRAME;
  return {
    zoom,
    x: (value) => left + ((value + trace) / (2 * trace)) * (right - left),
    y: (value) => bottom - ((value - low) / (high - low)) * (bottom - top),
    at: (x, y) => ({
      trace: -trace + ((x - left) / (right - left)) * 2 * trace,
      determinant: low + ((bottom - y) / (bottom - top)) * (high - low),
    }),
  };
}

function zoomFor(places: readonly TraceDeterminant[]): number {
  const needed = Math.max(
    1,
    ...places.map(({ trace, determinant }) =>
      Math.max(
        Math.abs(trace) / REACH.trace,
        Math.sqrt(determinant / (determinant > 0 ? REACH.high : REACH.low)),
      ),
    ),
  );
  return 2 ** Math.ceil(Math.log2(needed) - 1e-9);
}

/** The name of a place of the plane. */
export function nameOf({ trace, determinant }: TraceDeterminant): string {
  const small = 1e-12;
  if (Math.abs(determinant) < small) return "line of equilibria";
  if (determinant < 0) return "saddle";
  if (Math.abs(trace) < small) return "centre";
  const turns = trace * trace < 4 * determinant;
  return `${trace < 0 ? "stable" : "unstable"} ${turns ? "focus" : "node"}`;
}

function textOf({ trace, determinant }: TraceDeterminant): string {
  return `Trace ${trace.toFixed(3)} per ms, determinant ${determinant.toFixed(4)} per ms²: ${nameOf({ trace, determinant })}.`;
}

/** Region of the parabola D = T²/4, regions, axes and their names. */
function backdrop(scale: Scale): SVGElement[] {
  const { left, right, top, bottom } = FRAME;
  const [zero, axis] = [scale.y(0), scale.x(0)];
  const most = REACH.trace * scale.zoom;
  const parabola = Array.from({ length: 61 }, (_, i) => {
    const trace = -most + (2 * most * i) / 60;
    return `${scale.x(trace)},${scale.y((trace * trace) / 4)}`;
  });
  const area = (name: string, x: number, y: number, width: number, height: number): SVGElement =>
    vector("rect", { class: `td-area ${name}`, attributes: { x, y, width, height } });
  const line = (x1: number, y1: number, x2: number, y2: number): SVGElement =>
    vector("line", { class: "td-axis", attributes: { x1, y1, x2, y2 } });
  const text = (content: string, x: number, y: number, anchor = "middle", name = "td-text"): SVGTextElement =>
    vector("text", { class: name, text: content, attributes: { x, y, "text-anchor": anchor } });
  const upright = text("Determinant (1/ms²)", 0, 0);
  upright.setAttribute("transform", `translate(13 ${(top + bottom) / 2}) rotate(-90)`);
  return [
    area("sinks", left, top, axis - left, zero - top),
    area("sources", axis, top, right - axis, zero - top),
    area("saddles", left, zero, right - left, bottom - zero),
    vector("polyline", { class: "td-parabola", attributes: { points: parabola.join(" ") } }),
    line(left, zero, right, zero),
    line(axis, top, axis, zero),
    ...ticksOf(-most, most, 6).map((value) => text(tickText(value), scale.x(value), bottom + 16)),
    ...ticksOf(REACH.low * scale.zoom ** 2, REACH.high * scale.zoom ** 2, 5).map((value) =>
      text(tickText(value), left - 6, scale.y(value) + 4, "end"),
    ),
    text("Trace (1/ms)", (left + right) / 2, FRAME.height - 8),
    upright,
    text("centres", axis + 5, top + 12, "start", "td-name"),
    ...regions.map(({ name, x, y }) => {
      const height = y < 0 ? -y * REACH.low : y * REACH.high;
      return text(
        name,
        scale.x(x * most),
        scale.y(height * scale.zoom ** 2) + (name === "saddles" ? 4 : 0),
        "middle",
        "td-name",
      );
    }),
  ];
}

/** Places of the equilibria that were found. */
function placesOf({ numbers = {} }: Shown): readonly TraceDeterminant[] {
  return Array.from({ length: numbers.equilibria ?? 0 }, (_, i) => ({
    trace: numbers[`trace${i}`]!,
    determinant: numbers[`determinant${i}`]!,
  }));
}

/** The plane of trace and determinant: of a linear system with a dot that can be dragged, tapped or moved by arrow keys. */
export function createTraceDeterminantPlane(stage: Stage): OwnPart {
  const told = element("p", { class: "plot-summary", attributes: { id: "td-told" } });
  const help = element("p", { class: "field-help" });
  const back = vector("g", { attributes: { "aria-hidden": "true" } });
  const dots = vector("g", { attributes: { "aria-hidden": "true" } });
  const handle = vector(
    "g",
    {
      class: "td-handle",
      attributes: { role: "slider", tabindex: 0, "aria-label": "Trace; determinant by up and down" },
      on: {
        keydown: (event) => onKey(event as KeyboardEvent),
        pointerdown: (event) => onDown(event as PointerEvent),
        pointermove: (event) => onMove(event as PointerEvent),
        pointerup: (event) => onUp(event as PointerEvent),
        pointercancel: (event) => onUp(event as PointerEvent),
      },
    },
    vector("circle", { class: "td-reach", attributes: { r: 16 } }),
    vector("circle", { class: "td-dot", attributes: { r: 7 } }),
  );
  const svg = vector(
    "svg",
    {
      class: "td-plane",
      attributes: {
        viewBox: `0 0 ${FRAME.width} ${FRAME.height}`,
        role: "group",
        "aria-label": "Plane of trace and determinant",
      },
      on: {
        click: (event) => onClick(event as MouseEvent),
      },
    },
    back,
    dots,
    handle,
  );
  let scale = scaleOf(1);
  let drawn = 0;
  let held = false;
  let moved = false;

  const isLinear = (state: State): boolean => state.system === "linear";

  function wantedAt({ clientX, clientY }: MouseEvent): TraceDeterminant {
    const box = svg.getBoundingClientRect();
    const { trace, determinant } = scale.at(
      ((clientX - box.left) / box.width) * FRAME.width,
      ((clientY - box.top) / box.height) * FRAME.height,
    );
    const near = Math.abs(trace) < SNAP * REACH.trace * scale.zoom;
    return { trace: near ? 0 : trace, determinant };
  }

  function onDown(event: PointerEvent): void {
    held = true;
    moved = false;
    handle.setPointerCapture(event.pointerId);
  }

  function onMove(event: PointerEvent): void {
    if (!held) return;
    moved = true;
    stage.drag(withTraceDeterminant(stage.state(), wantedAt(event)));
  }

  function onUp(event: PointerEvent): void {
    if (!held) return;
    held = false;
    if (moved) stage.set(withTraceDeterminant(stage.state(), wantedAt(event)));
  }

  function onClick(event: MouseEvent): void {
    // A click also ends every drag.
    const dragged = moved;
    moved = false;
    const state = stage.state();
    if (!dragged && isLinear(state)) stage.set(withTraceDeterminant(state, wantedAt(event)));
  }

  function onKey(event: KeyboardEvent): void {
    const [across, up] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [];
    if (across === undefined || up === undefined) return;
    event.preventDefault();
    const state = stage.state();
    const { trace, determinant } = traceDeterminant(state);
    const stepped = (value: number, step: number, by: number): number =>
      by === 0
        ? value
        : Number(((Math.round(value / step) + by * (event.shiftKey ? 10 : 1)) * step).toFixed(DIGITS));
    stage.set(
      withTraceDeterminant(state, {
        trace: stepped(trace, STEP.trace, across),
        determinant: stepped(determinant, STEP.determinant, up),
      }),
    );
  }

  function show(places: readonly TraceDeterminant[], draggable: boolean): void {
    if (!held) scale = scaleOf(zoomFor(places));
    if (drawn !== scale.zoom) back.replaceChildren(...backdrop(scale));
    drawn = scale.zoom;
    handle.toggleAttribute("hidden", !draggable);
    svg.classList.toggle("draggable", draggable);
    help.textContent = draggable
      ? "Drag the dot, tap a place, or use arrow keys (with shift ten steps); the matrix follows."
      : "One dot for the matrix of slopes at each steady state; it moves with the slider.";
    told.textContent = places.map(textOf).join(" ") || "No steady state is in the plane.";
    const [first] = places;
    if (draggable && first) {
      handle.setAttribute("transform", `translate(${scale.x(first.trace)} ${scale.y(first.determinant)})`);
      handle.setAttribute("aria-valuemin", String(-REACH.trace * scale.zoom));
      handle.setAttribute("aria-valuemax", String(REACH.trace * scale.zoom));
      handle.setAttribute("aria-valuenow", String(Number(first.trace.toFixed(4))));
      handle.setAttribute("aria-valuetext", textOf(first));
      dots.replaceChildren();
      return;
    }
    dots.replaceChildren(
      ...places.map(({ trace, determinant }) =>
        vector("circle", {
          class: "td-dot",
          attributes: { r: 7, cx: scale.x(trace), cy: scale.y(determinant) },
        }),
      ),
    );
  }

  return {
    element: element(
      "section",
      { class: "map td", attributes: { "aria-labelledby": "td-title" } },
      element("h2", { text: "Trace and determinant", attributes: { id: "td-title" } }),
      svg,
      element("div", {}, told, help),
    ),
    update(state, shown) {
      if (isLinear(state)) show([traceDeterminant(state)], true);
      else if (shown) show(placesOf(shown), false);
    },
  };
}
