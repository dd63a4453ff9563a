import { element } from "../../src/dom.js";
import type { OwnPart, Shown, Stage, State } from "../../src/page.js";
import { createWorkButton } from "../../src/work-button.js";
import { createCuePanels } from "./cue-panels.js";
import { studyCues, tuningPlot } from "./cue-study.js";
import { delayPlots, errorRatio, studyDelays } from "./delay-study.js";
import { createTaskScreen } from "./task-screen.js";

/** The screen of the task, and two studies of many trials that are started by a button. */
export function createOdr({ lab, state, set, show, announce }: Stage): OwnPart {
  let base: Shown | undefined;
  let of: State | undefined;
  let studied: Partial<Record<"cues" | "delays", Partial<Shown>>> = {};
  const screen = createTaskScreen((cue) => set({ cue }));
  const panels = createCuePanels();

  function showStudies(): void {
    const parts = Object.values(studied);
    show({
      ...base,
      plots: [...base!.plots, ...parts.flatMap(({ plots = [] }) => plots)],
      numbers: Object.assign({}, base!.numbers, ...parts.map(({ numbers }) => numbers)),
    });
  }

  const cues = createWorkButton({
    label: "Ask one unit for the eight cues",
    async work(signal, progress) {
      const study = await studyCues(lab, state(), signal, progress);
      const tuning = tuningPlot(study);
      panels.show(study);
      studied = { ...studied, cues: { plots: [tuning], numbers: { asked: 1 } } };
      showStudies();
      announce(tuning.summary);
    },
  });
  const delays = createWorkButton({
    label: "Measure the error after 0.75 to 12 s",
    async work(signal, progress) {
      const study = await studyDelays(lab, state(), signal, progress);
      const plots = delayPlots(study);
      studied = { ...studied, delays: { plots, numbers: { ratio: errorRatio(study) } } };
      showStudies();
      announce(plots[0]!.summary);
    },
  });

  return {
    element: element(
      "section",
      { class: "panel", attributes: { "aria-label": "The task" } },
      screen.element,
      element("div", { class: "buttons" }, cues.element, delays.element),
      panels.element,
    ),
    update(wanted, shown) {
      if (of && JSON.stringify(wanted) !== JSON.stringify(of)) {
        // What was measured belongs to other settings.
        cues.cancel();
        delays.cancel();
        studied = {};
        panels.show(undefined);
      }
      of = wanted;
      if (!shown?.run || shown.run === base?.run) return;
      base = shown;
      screen.show(shown.run, wanted);
    },
    close() {
      cues.cancel();
      delays.cancel();
      screen.close();
    },
  };
}
