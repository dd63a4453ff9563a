import { element, vector } from "../../src/dom.js";
import type { CueStudy } from "./cue-study.js";
import { CUE_MS, PLACES_DEG } from "./experiment.js";

const SIZE = 300;
const PANEL = 84;
const FOOT = 12;
const STEP = 102;

/** Upper left corner of a place's panel in three rows of three, as the places lie on the screen. */
function cornerOf(placeDeg: number): readonly [number, number] {
  const turn = (placeDeg * Math.PI) / 180;
  return [(1 + Math.round(Math.cos(turn))) * STEP + 6, (1 - Math.round(Math.sin(turn))) * STEP + 6];
}

/** Responses to the eight cues around the centre, as recordings are printed; the tuning is in the middle. */
export function createCuePanels(): {
  readonly element: HTMLElement;
  show(study: CueStudy | undefined): void;
} {
  const picture = vector("svg", {
    class: "cue-panels",
    attributes: { viewBox: `0 0 ${SIZE} ${SIZE + 4}`, role: "img" },
  });
  const told = element("p", { class: "field-help" });
  const root = element("div", { attributes: { hidden: true } }, picture, told);

  function panel({ timesMs, rates, delayMs }: CueStudy, c: number, most: number): SVGElement {
    const [left, top] = cornerOf(PLACES_DEG[c]!);
    const end = timesMs.at(-1)!;
    const x = (ms: number): number => (ms / end) * PANEL;
    const y = (rate: number): number => PANEL - FOOT - (Math.max(0, rate) / most) * (PANEL - FOOT - 4);
    const bars = rates[c]!.map(
      (rate, s) => `${s === 0 ? "M" : "L"}${x(timesMs[s]!).toFixed(1)} ${y(s === 0 ? 0 : rate).toFixed(1)}`,
    ).join("");
    const mark = (ms: number): SVGElement =>
      vector("line", {
        class: "epoch",
        attributes: { x1: x(ms), x2: x(ms), y1: 2, y2: PANEL - FOOT },
      });
    return vector(
      "g",
      { attributes: { transform: `translate(${left} ${top})` } },
      vector("path", { class: "rate", attributes: { d: `${bars}L${PANEL} ${y(0)}Z` } }),
      mark(CUE_MS[0]),
      mark(CUE_MS[1]),
      mark(delayMs[1]),
      vector("line", {
        class: "base",
        attributes: { x1: 0, x2: PANEL, y1: PANEL - FOOT, y2: PANEL - FOOT },
      }),
      vector("text", { text: `${PLACES_DEG[c]}°`, attributes: { x: PANEL / 2, y: PANEL - 1 } }),
    );
  }

  /** The rate in the delay as the distance from the centre. */
  function tuning({ delayRates }: CueStudy): SVGElement {
    const most = Math.max(1e-9, ...delayRates);
    const radius = 38;
    const at = (c: number, r: number): string => {
      const turn = (PLACES_DEG[c]! * Math.PI) / 180;
      return `${(SIZE / 2 + r * Math.cos(turn)).toFixed(1)} ${(SIZE / 2 - r * Math.sin(turn)).toFixed(1)}`;
    };
    return vector(
      "g",
      {},
      vector("circle", { class: "base", attributes: { cx: SIZE / 2, cy: SIZE / 2, r: radius } }),
      vector("path", {
        class: "rate",
        attributes: {
          d: `M${delayRates.map((rate, c) => at(c, (radius * Math.max(0, rate)) / most)).join("L")}Z`,
        },
      }),
    );
  }

  return {
    element: root,
    show(study) {
      root.hidden = study === undefined;
      if (!study) return;
      const most = Math.max(1, ...study.rates.flat());
      const best = study.delayRates.indexOf(Math.max(...study.delayRates));
      picture.replaceChildren(...PLACES_DEG.map((_, c) => panel(study, c, most)), tuning(study));
      const what = `Rate of the unit at ${Math.round(study.unitDeg)}° over trials with a cue at each place`;
      picture.setAttribute(
        "aria-label",
        `${what}: ${PLACES_DEG.map((place, c) => `${place}°: ${study.delayRates[c]!.toFixed(1)} in the delay`).join(", ")}.`,
      );
      told.textContent =
        `${what}; lines at the cue's start and end and at the end of the delay, full height ${most.toFixed(1)}. ` +
        `In the middle: its rate in the delay by direction, largest at ${PLACES_DEG[best]}°.`;
    },
  };
}
