import type { RunResult } from "@isocortex/lab";
import { element } from "../../src/dom.js";
import { createCortexMap } from "../../src/map/cortex-map.js";
import { createFilm } from "../../src/map/film.js";
import type { OwnPart } from "../../src/page.js";
import { aboveRest, macaque } from "./results.js";

/** The cortex coloured by rate above rest, each area by its own peak, playable in time. */
export function createPulseMap(): OwnPart {
  let traces = new Map<string, readonly number[]>();
  const map = createCortexMap({
    areas: macaque.areas,
    hierarchy: macaque.measures.hierarchy!,
    what: "rate above rest, in percent of the area's peak",
    unit: "% of peak",
    onSelect: () => {},
  });
  const film = createFilm((frame) => {
    map.colour(new Map([...traces].map(([area, values]) => [area, values[frame] ?? 0])), 100);
  });
  let last: RunResult | undefined;
  return {
    element: element(
      "section",
      { attributes: { "aria-label": "The cortex in time" } },
      map.element,
      film.element,
    ),
    update(_, shown) {
      const run = shown?.run;
      if (!run || run === last) return;
      traces = new Map(
        macaque.areas.map((area) => {
          const values = aboveRest(run, area);
          const peak = Math.max(...values);
          return [area, values.map((value) => (peak > 1e-6 ? Math.max(0, (100 * value) / peak) : 0))];
        }),
      );
      film.setTimes([...run.arrays["rE.timeMs"]!.data]);
      if (!last) film.seek(700);
      last = run;
    },
    close: film.close,
  };
}
