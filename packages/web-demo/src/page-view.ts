import type { Lab } from "@isocortex/lab";
import { openAddress } from "./address.js";
import { createControls } from "./controls-view.js";
import { button, element } from "./dom.js";
import { createHistory } from "./history.js";
import { latest } from "./latest.js";
import { type Link, writeLink } from "./link.js";
import { defaultState, type OwnPart, type Page, type Plot, type Shown, type State } from "./page.js";
import { createPlotView, type PlotView } from "./plots/plot-view.js";
import { createPrediction } from "./prediction-view.js";
import { createReadings } from "./readings.js";
import { createShare } from "./share-view.js";
import { createTasks } from "./tasks-view.js";

/** A page of the site, open. */
export interface PageView {
  readonly element: HTMLElement;
  /** Takes over the state of a link, as when one goes back. */
  restore(link: Link): void;
  redraw(): void;
  close(): void;
}

interface PageViewOptions {
  readonly lab: Lab;
  readonly link: Link;
  announce(text: string): void;
}

function stepsText(steps: readonly number[]): string {
  return steps.length === 1 ? `Step ${steps[0]}` : `Steps ${steps[0]} to ${steps.at(-1)}`;
}

/** Opens a page. */
export function openPage(page: Page, { lab, link, announce }: PageViewOptions): PageView {
  const { options } = link;
  const history = createHistory(link.state);
  const address = openAddress();
  let state: State = link.state;
  let shown: Shown | undefined;
  let kept: Shown | undefined;
  /** The state of which only the first plots are shown yet. */
  let awaited: State | undefined;
  let own: OwnPart | undefined;
  const plots: PlotView[] = [];

  const hashOf = (of = state): string => writeLink(page.slug, page.controls, of, options);
  const status = element("p", { class: "status", attributes: { role: "status" } });
  const notice = element("p", { class: "notice", attributes: { role: "alert", hidden: true } });
  const linkNotice = element("p", { class: "notice", attributes: { role: "alert", hidden: true } });
  const bar = element("progress", {
    attributes: { max: 1, value: 0, hidden: true, "aria-label": "Progress" },
  });
  const readings = createReadings();
  const notes = element("div", { class: "notes" });
  const gallery = element("div", { class: "gallery" });

  const controls = createControls(page.controls, {
    hide: options.hide,
    onInput(name, value) {
      state = { ...state, [name]: value };
      changed();
    },
    onCommit: commit,
  });
  const undo = button("Undo", () => step(-1), {
    attributes: { "aria-keyshortcuts": "Control+Z" },
  });
  const redo = button("Redo", () => step(1), {
    attributes: { "aria-keyshortcuts": "Control+Y" },
  });
  const run = button("Run", () => compute(), { class: "main" });
  let cancelled = false;
  const cancel = button(
    "Cancel",
    () => {
      cancelled = true;
      work.cancel();
    },
    { attributes: { hidden: true } },
  );
  const keep = button("Keep to compare", () => {
    kept = kept ? undefined : shown;
    keep.textContent = kept ? "Forget the kept one" : "Keep to compare";
    if (shown) draw(shown);
  });
  keep.hidden = !page.compute;
  const reset = button("Reset", () => {
    apply(defaultState(page.controls));
    commit();
  });
  const tasks = createTasks(page.tasks, announce);
  const share = createShare({
    link: () => hashOf(),
    recipe: () => shown?.recipe ?? page.recipe?.(state),
    shown: () => shown,
    announce,
  });

  function tell(text: string, where = notice): void {
    where.textContent = text;
    where.hidden = text === "";
  }

  function tellOfLink({ ignored, clamped }: Link): void {
    const said = [
      ignored.length > 0 && `Left at its default: ${ignored.slice(0, 5).join(", ")}.`,
      clamped.length > 0 && `Brought into its range: ${clamped.slice(0, 5).join(", ")}.`,
    ];
    tell(said.filter((text) => text !== false).join(" "), linkNotice);
  }

  function refreshButtons(): void {
    undo.disabled = !history.canUndo || options.lock;
    redo.disabled = !history.canRedo || options.lock;
  }

  function changed(): void {
    own?.update?.(state, shown);
    if (page.live !== false) compute();
    else status.textContent = "Changed: run it again.";
    share.update();
  }

  function commit(): void {
    const before = history.at;
    history.commit(state);
    if (history.at !== before) {
      address.push(history.at, hashOf());
      tell("", linkNotice);
    }
    refreshButtons();
  }

  function step(by: 1 | -1): void {
    if (!history.go(history.at + by)) return;
    apply(history.state);
    address.follow(history.at, hashOf());
  }

  function apply(next: State): void {
    state = next;
    controls.set(state);
    refreshButtons();
    changed();
  }

  const work = latest<State>(
    async (wanted, { signal, showed }) => {
      cancelled = false;
      bench.setAttribute("aria-busy", "true");
      const late = setTimeout(() => {
        cancel.hidden = false;
        bar.hidden = false;
        status.textContent = "Computing";
      }, 300);
      try {
        const result = await page.compute!(wanted, {
          lab,
          signal,
          progress(stage, fraction) {
            if (signal.aborted) return;
            bar.value = fraction;
            if (!bar.hidden) status.textContent = stage;
          },
          preview(early) {
            if (signal.aborted) return;
            show(early, wanted, true);
            showed();
          },
        });
        tell("");
        show(result, wanted);
      } finally {
        clearTimeout(late);
        bench.setAttribute("aria-busy", "false");
        status.textContent = cancelled ? "Cancelled." : "";
        cancel.hidden = true;
        bar.hidden = true;
        bar.value = 0;
        if (signal.aborted) status.textContent = "";
      }
    },
    (error) => {
      const text = error instanceof Error ? error.message : String(error);
      tell(text.startsWith("the worker died") ? `${text} A new one has been started.` : text);
    },
  );

  function compute(): void {
    if (page.compute) work.ask(state);
  }

  /** @param early shows the first plots alone: those that are not there yet stay, faint, so that nothing jumps */
  function draw({ plots: wanted }: Shown, early = false): void {
    while (!early && plots.length > wanted.length) {
      const gone = plots.pop()!;
      gone.element.remove();
      gone.close();
    }
    plots.forEach((plot, i) => {
      plot.element.classList.toggle("stale", i >= wanted.length);
    });
    wanted.forEach((plot: Plot, i) => {
      if (!plots[i]) {
        plots[i] = createPlotView();
        gallery.append(plots[i].element);
      }
      plots[i].show(plot, kept?.plots[i]);
    });
  }

  function show(result: Shown, of: State = state, early = false): void {
    if (kept && kept === shown && of === awaited) kept = result;
    shown = result;
    awaited = early ? of : undefined;
    keep.hidden = !page.compute && result.plots.length === 0 && !kept;
    draw(result, early);
    readings.show(result.readings ?? []);
    notes.replaceChildren(...(result.notes ?? []).map((text) => element("p", { text })));
    tasks.check(of, result);
    own?.update?.(of, result);
    share.update();
  }

  own = page.own?.({
    lab,
    state: () => state,
    set(changes) {
      if (options.lock) return;
      apply({ ...state, ...changes });
      commit();
    },
    drag(changes) {
      if (!options.lock) apply({ ...state, ...changes });
    },
    show: (result) => show(result),
    announce,
  });

  const presets = Object.entries(page.presets ?? {}).map(([name, changes]) =>
    button(name, () => {
      apply({ ...defaultState(page.controls), ...changes });
      commit();
    }),
  );
  const dial = element(
    "div",
    { class: "dial" },
    presets.length > 0 &&
      element(
        "div",
        { class: "presets", attributes: { role: "group", "aria-label": "Settings of the slide" } },
        ...presets,
      ),
    controls.element,
    element(
      "div",
      { class: "buttons" },
      page.compute && page.live === false ? run : undefined,
      cancel,
      undo,
      redo,
      reset,
      keep,
    ),
    bar,
    status,
  );
  const bench = element(
    "div",
    { class: "bench", attributes: { inert: true } },
    dial,
    element("div", { class: "results" }, notice, readings.element, own?.element, notes, gallery),
  );
  const prediction = createPrediction(
    page.slug,
    page.prediction,
    link.sets || options.present || options.lock,
    () => {
      bench.removeAttribute("inert");
      // The first picture waits for the answer, so that it does not give it away.
      queueMicrotask(compute);
    },
  );
  const root = element(
    "article",
    { class: "page" },
    element(
      "header",
      { class: "page-head" },
      element("p", {
        class: "slide",
        text: page.steps ? `${stepsText(page.steps)} of 6 · ${page.slide}` : page.slide,
      }),
      element("h1", { text: page.title }),
      element("p", { class: "idea", text: page.idea }),
    ),
    element("div", { class: "prose" }, ...page.text.map((text) => element("p", { text }))),
    linkNotice,
    prediction.element,
    bench,
    tasks.element,
    share.element,
  );

  function onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || options.lock) return;
    if (event.target instanceof HTMLInputElement && event.target.type === "number") return;
    const key = event.key.toLowerCase();
    const back = key === "z" && !event.shiftKey;
    if (!back && key !== "y" && !(key === "z" && event.shiftKey)) return;
    event.preventDefault();
    step(back ? -1 : 1);
  }

  document.addEventListener("keydown", onKey);
  controls.set(state);
  controls.lock(options.lock);
  for (const one of [...presets, reset]) one.disabled = options.lock;
  refreshButtons();
  share.update();
  tellOfLink(link);

  return {
    element: root,
    restore(next) {
      const arrived = address.arrived(hashOf(next.state), history.at);
      if (arrived === "followed" || (arrived !== "foreign" && arrived.at === history.at)) return;
      if (arrived === "foreign" || !history.go(arrived.at)) {
        tellOfLink(next);
        history.commit(next.state);
      }
      apply(history.state);
    },
    redraw() {
      for (const plot of plots) plot.redraw();
      own?.update?.(state, shown);
    },
    close() {
      document.removeEventListener("keydown", onKey);
      work.cancel();
      own?.close?.();
      for (const plot of plots) plot.close();
    },
  };
}
