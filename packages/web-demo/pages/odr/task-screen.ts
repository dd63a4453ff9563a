import type { RunResult } from "@isocortex/lab";
import { element, vector } from "../../src/dom.js";
import { createFilm } from "../../src/map/film.js";
import { numberAt, type State } from "../../src/page.js";
import { cssColour, magnitudeColour } from "../../src/plots/colour-maps.js";
import { CUE_MS, delayMsOf, distractorMs, PLACES_DEG, RESPONSE_MS } from "./experiment.js";
import { decodedAt, memoryOf } from "./results.js";

const CENTRE = 150;
const PLACE_RADIUS = 92;
const LABEL_RADIUS = 66;
const RING = [124, 142] as const;
const SECTORS = 64;
const SACCADE_MS = 200;

function at(angleDeg: number, radius: number): readonly [number, number] {
  const turn = (angleDeg * Math.PI) / 180;
  return [CENTRE + radius * Math.cos(turn), CENTRE - radius * Math.sin(turn)];
}

const point = (angleDeg: number, radius: number): string =>
  at(angleDeg, radius)
    .map((value) => value.toFixed(2))
    .join(" ");

function sectorPath(s: number): string {
  const half = 180 / SECTORS;
  const middle = (360 * s) / SECTORS;
  const [inner, outer] = RING;
  return `M${point(middle - half, inner)}L${point(middle - half, outer)}L${point(middle + half, outer)}L${point(middle + half, inner)}Z`;
}

interface Epoch {
  readonly name: string;
  readonly untilMs: number;
}

function epochsOf(state: State): readonly Epoch[] {
  const delayEnd = CUE_MS[1] + delayMsOf(state);
  return [
    { name: "fixation", untilMs: CUE_MS[0] },
    { name: "cue", untilMs: CUE_MS[1] },
    { name: "delay", untilMs: delayEnd },
    { name: "saccade", untilMs: delayEnd + RESPONSE_MS },
    { name: "end", untilMs: Number.POSITIVE_INFINITY },
  ];
}

/** What the animal sees and where it looks, the ring of cells around it, playable in time; a click on a place puts the cue there. */
export function createTaskScreen(onPlace: (angleDeg: number) => void) {
  let shown: { readonly run: RunResult; readonly state: State } | undefined;
  const sectors = Array.from({ length: SECTORS }, (_, s) =>
    vector("path", { attributes: { d: sectorPath(s) } }),
  );
  const places = PLACES_DEG.map((angle) => {
    const [cx, cy] = at(angle, PLACE_RADIUS);
    const [x, y] = at(angle, LABEL_RADIUS);
    const place = vector(
      "g",
      {
        class: "place",
        attributes: { role: "button", tabindex: 0, "aria-label": `Cue at ${angle}°` },
        on: {
          click: () => onPlace(angle),
          keydown(event) {
            const { key } = event as KeyboardEvent;
            if (key !== "Enter" && key !== " ") return;
            event.preventDefault();
            onPlace(angle);
          },
        },
      },
      vector("circle", { attributes: { cx, cy, r: 14 } }),
      vector("text", { text: `${angle}°`, attributes: { x, y } }),
    );
    return place;
  });
  const fixation = vector("path", {
    class: "fixation",
    attributes: { d: `M${CENTRE - 6} ${CENTRE}h12M${CENTRE} ${CENTRE - 6}v12` },
  });
  const light = vector("rect", { class: "light", attributes: { width: 14, height: 14 } });
  const memory = vector("circle", { class: "memory", attributes: { r: 6 } });
  const saccade = vector("path", { class: "saccade" });
  const eye = vector("circle", { class: "eye", attributes: { r: 4 } });
  const picture = vector(
    "svg",
    {
      class: "odr-screen",
      attributes: { viewBox: "0 0 300 300", role: "group", "aria-label": "The screen" },
    },
    vector("circle", { class: "screen", attributes: { cx: CENTRE, cy: CENTRE, r: 120 } }),
    ...sectors,
    ...places,
    fixation,
    memory,
    saccade,
    light,
    eye,
  );
  const told = element("p", { class: "told" });
  const film = createFilm(draw);

  function put(mark: SVGElement, angleDeg: number | undefined): void {
    mark.classList.toggle("absent", angleDeg === undefined);
    if (angleDeg === undefined) return;
    const [x, y] = at(angleDeg, PLACE_RADIUS);
    mark.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
  }

  function paintRing({ arrays }: RunResult, frame: number): void {
    const { data, shape } = arrays.rE!;
    const n = shape[2]!;
    const high = 8;
    sectors.forEach((sector, s) => {
      const rate = data[frame * n + (Math.round((s * n) / SECTORS) % n)]!;
      sector.style.fill = cssColour(magnitudeColour(rate / high));
    });
  }

  function draw(frame: number): void {
    if (!shown) return;
    const { run, state } = shown;
    const ms = run.arrays["rE.timeMs"]!.data[frame]!;
    const { name } = epochsOf(state).find(({ untilMs }) => ms < untilMs)!;
    const distractor = distractorMs(state);
    const distracting = distractor !== undefined && ms >= distractor[0] && ms < distractor[1];
    const end = memoryOf(run, state);
    const delayEnd = CUE_MS[1] + delayMsOf(state);
    const decoded = end.held && name === "delay" ? decodedAt(run, ms, ms + 1) : undefined;
    const moved = name === "end" || (name === "saccade" && ms >= delayEnd + SACCADE_MS);
    paintRing(run, frame);
    fixation.classList.toggle("absent", name === "saccade" || name === "end");
    put(
      light,
      name === "cue" ? numberAt(state, "cue") : distracting ? numberAt(state, "distractorAngle") : undefined,
    );
    put(memory, decoded);
    const goal = end.held ? end.angleDeg : undefined;
    saccade.classList.toggle("absent", !(name === "saccade" && goal !== undefined));
    if (goal !== undefined) saccade.setAttribute("d", `M${CENTRE} ${CENTRE}L${point(goal, PLACE_RADIUS)}`);
    if (moved) put(eye, goal);
    else {
      eye.classList.remove("absent");
      eye.setAttribute("transform", `translate(${CENTRE} ${CENTRE})`);
    }
    told.textContent =
      name === "delay"
        ? `${distracting ? "distractor" : "delay"}: ${decoded === undefined ? "no place is held" : `the bump is at ${decoded.toFixed(0)}°`}`
        : name === "saccade"
          ? `saccade ${goal === undefined ? "to nowhere" : `to ${goal.toFixed(0)}°`}`
          : name;
  }

  return {
    element: element("div", {}, picture, element("div", { class: "panel-foot" }, told), film.element),
    show(run: RunResult, state: State): void {
      const first = shown === undefined;
      shown = { run, state };
      const cue = numberAt(state, "cue");
      places.forEach((place, i) => {
        place.setAttribute("aria-pressed", String(PLACES_DEG[i] === cue));
      });
      film.setTimes([...run.arrays["rE.timeMs"]!.data]);
      if (first) film.seek(CUE_MS[1] + delayMsOf(state) / 2);
    },
    close: film.close,
  };
}
