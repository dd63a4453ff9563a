import type { RunResult } from "@isocortex/lab";
import { element } from "../../src/dom.js";
import { createCortexMap } from "../../src/map/cortex-map.js";
import { createFilm } from "../../src/map/film.js";
import type { OwnPart, Stage } from "../../src/page.js";
import { areaChoices } from "./experiment.js";
import { macaque } from "./results.js";

const HIGH_HZ = 30;
const FIRST_MS = 3500;

/** The cortex coloured by the rate of target or distractor cells, playable in time; an area picked here is looked into. */
export function createRateMap({ set, state }: Stage): OwnPart {
  let run: RunResult | undefined;
  let frame = 0;
  const which = element(
    "select",
    { attributes: { "aria-label": "Cells shown on the map" } },
    element("option", { text: "target cells E1", attributes: { value: "rE1" } }),
    element("option", { text: "distractor cells E2", attributes: { value: "rE2" } }),
  );
  const map = createCortexMap({
    areas: macaque.areas,
    hierarchy: macaque.measures.hierarchy!,
    what: "rate",
    unit: "Hz",
    onSelect(area) {
      if (areaChoices.includes(area) && state().area !== area) set({ area });
    },
  });

  function colour(): void {
    const array = run?.arrays[which.value];
    if (!array) return;
    const { data, shape } = array;
    const n = shape[2]!;
    map.colour(new Map(macaque.areas.map((area, a) => [area, data[frame * n + a]!])), HIGH_HZ);
  }

  const film = createFilm((at) => {
    frame = at;
    colour();
  });
  which.addEventListener("change", colour);
  map.select(String(state().area));
  let first = true;
  return {
    element: element(
      "section",
      { attributes: { "aria-label": "The cortex in time" } },
      which,
      map.element,
      film.element,
    ),
    update(_, shown) {
      if (!shown?.run) return;
      run = shown.run;
      film.setTimes([...run.arrays["rE1.timeMs"]!.data]);
      if (first) film.seek(FIRST_MS);
      first = false;
    },
    close: film.close,
  };
}
