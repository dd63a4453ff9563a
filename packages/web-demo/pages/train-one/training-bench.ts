import { encodeNpz, isCancelled, type NdArray, sha256OfBytes } from "@isocortex/lab";
import { button, element } from "../../src/dom.js";
import {
  numberAt,
  type OwnPart,
  type Plot,
  type Reading,
  type Shown,
  type Stage,
  type State,
} from "../../src/page.js";
import { sameAgain } from "../../src/same-again.js";
import { save } from "../../src/save.js";
import { createCheckpointKeeper } from "../../src/training/checkpoint-keeper.js";
import type { KeptTraining } from "../../src/training/checkpoint-store.js";
import { createOffer } from "../../src/training/offer-view.js";
import { createTrainingSession, type Standing, type Work } from "../../src/training/training-session.js";
import { about } from "./about.js";
import { connectionsOf, taskOf, workOf } from "./experiment.js";
import { lookInside } from "./look-inside.js";
import { accuracyOf, learningPlots, trialPlot, weightPlot } from "./results.js";
import { createWeightEditor } from "./weight-editor.js";

type Arrays = Readonly<Record<string, NdArray>>;
type Metric = "accuracy" | "balancedAccuracy";

/** Plots while it trains are drawn this often at most. */
const DRAW_EVERY_MS = 250;
/** File of the weights that an edited network starts from, as its training names it. */
const START = "start.npz";
/** A setting must stay this long before what was kept of it is looked for. */
const LOOK_UP_AFTER_MS = 300;
const FRAME_MS = 20;

const right = (part: number): string => `${(100 * part).toFixed(0)} %`;

/** Weights edited by hand that nothing was trained from yet. */
interface Edited {
  readonly arrays: Arrays;
  readonly edits: number;
  readonly told: string;
  /** On fresh trials. */
  readonly accuracy: number | undefined;
}

/** Training with its buttons, a look inside once it rests, and weights that can be edited. */
export function createTrainingBench({ lab, state, set, show, announce }: Stage): OwnPart {
  const workFor = sameAgain(workOf);
  let work = workFor(state());
  let offered: KeptTraining | undefined;
  let edited: Edited | undefined;
  let inside: readonly Plot[] = [];
  let missing: readonly string[] = [];
  /** Plots of the network at rest are drawn one by one, each in a frame of its own. */
  let drawn = 0;
  let looked = false;
  let problem: string | undefined;
  let looking: AbortController | undefined;
  let drawing: ReturnType<typeof setTimeout> | undefined;
  let finding: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const told = element("p", { class: "training-told" });
  const saved = element("p", { class: "field-help" });
  const trouble = element("p", { class: "notice", attributes: { role: "alert", hidden: true } });
  const bar = element("progress", { attributes: { max: 1, value: 0, "aria-label": "Updates made" } });
  const train = button("Train", () => begin(work), { class: "main" });
  const pause = button("Pause", () => session.pause());
  const goOn = button("Go on", carryOn, { class: "main" });
  const cancel = button("Cancel", forget);
  const again = button("Start over", () => begin(workFor(state())));
  const keepStart = button(`Save ${START}`, () => {
    if (work.start) save(START, work.start as BlobPart, "application/zip");
  });
  const offer = createOffer({ onContinue: takeUp, onDiscard: discard });
  const editor = createWeightEditor({
    onPick: draw,
    onSet(arrays, what) {
      edited = { arrays, edits: (edited?.edits ?? 0) + 1, told: what, accuracy: undefined };
      announce(what);
      refresh();
      draw();
      void score(edited);
    },
  });

  const keeper = createCheckpointKeeper({
    onKept({ update, work: of }) {
      if (of !== work || session.standing.phase === "finished" || session.standing.phase === "idle") return;
      saved.textContent = `Kept in this browser at update ${update}: a reload can go on from there.`;
    },
    onFailure(reason) {
      saved.textContent = `This browser keeps no training over a reload (${reason}).`;
    },
  });
  const session = createTrainingSession({
    lab,
    onChange,
    onCheckpoint(of, { update, bytes }) {
      keeper.offer({ page: about.slug, work: of, update, bytes });
      if (closed) keeper.close();
    },
  });

  function begin(next: Work): void {
    work = next;
    rest();
    announce("Training.");
    session.start(work);
  }

  /** Takes back what was shown of a network at rest. */
  function rest(): void {
    looking?.abort();
    looking = undefined;
    offered = undefined;
    edited = undefined;
    inside = [];
    missing = [];
    drawn = 0;
    looked = false;
    problem = undefined;
    saved.textContent = "";
  }

  function forget(): void {
    keeper.drop(about.slug, work.settings);
    rest();
    work = workFor(state());
    session.drop();
    announce("Cancelled.");
  }

  function carryOn(): void {
    const { history, work: before } = session.standing;
    if (!edited || !before) {
      rest();
      announce("Training goes on.");
      session.goOn();
      return;
    }
    const start = encodeNpz(edited.arrays);
    const offset = before.earlier.at(-1)?.update ?? 0;
    begin({
      ...before,
      training: { ...before.training, startFrom: { file: START, sha256: sha256OfBytes(start) } },
      start,
      earlier: [...before.earlier, ...history.map((entry) => ({ ...entry, update: entry.update + offset }))],
      edits: before.edits + edited.edits,
    });
  }

  async function score(of: Edited): Promise<void> {
    const { metric } = taskOf(work.state);
    try {
      const { score: found } = await lab.evaluate(work.training, of.arrays);
      if (edited !== of) return;
      edited = { ...of, accuracy: accuracyOf(found, metric) };
      refresh();
      draw();
    } catch (error) {
      if (edited === of) tell(error);
    }
  }

  function tell(error: unknown): void {
    problem = error instanceof Error ? error.message : String(error);
    refresh();
  }

  function onChange(standing: Standing): void {
    if (closed) return;
    const { phase, result } = standing;
    if (phase === "training" && told.dataset.phase === phase) {
      drawing ??= setTimeout(draw, DRAW_EVERY_MS);
      return;
    }
    told.dataset.phase = phase;
    refresh();
    if (phase === "paused" || phase === "finished") {
      if (phase === "finished") {
        keeper.drop(about.slug, work.settings);
        saved.textContent = "";
      }
      draw();
      if (result && !looking) void look(standing);
    } else draw();
    if (phase === "idle" && standing.trouble !== undefined) keeper.drop(about.slug, work.settings);
  }

  async function look({ work: of, result, phase, update }: Standing): Promise<void> {
    const mine = new AbortController();
    looking = mine;
    announce(`${phase === "finished" ? "Trained" : "Paused"} after ${update} updates. ${told.textContent}`);
    try {
      for (; drawn < 2 && !mine.signal.aborted; drawn++) {
        draw();
        await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
      }
      missing = await lookInside(lab, of!, result!, mine.signal, (plots) => {
        if (mine.signal.aborted) return;
        inside = plots;
        draw();
      });
      if (mine.signal.aborted) return;
      looked = true;
      draw();
    } catch (error) {
      if (!isCancelled(error) && !mine.signal.aborted) tell(error);
    }
  }

  /** Numbers that the tasks of the page ask about. */
  function numbersOf({ phase, result, update }: Standing): Record<string, number> {
    const { metric } = taskOf(work.state);
    return {
      ...(result ? { accuracy: accuracyOf(result.record.score, metric) } : {}),
      finished: phase === "finished" ? 1 : 0,
      wentOn: work.edits > 0 && (phase === "paused" || phase === "finished") ? update : 0,
    };
  }

  function readingsOf({ result, update }: Standing): readonly Reading[] {
    if (!result) return [];
    const { record } = result;
    const { metric } = taskOf(work.state);
    const weights = ["W_in", "W_rec", "W_out"].reduce(
      (sum, name) => sum + (result.arrays[name]?.data.filter((value) => value !== 0).length ?? 0),
      0,
    );
    return [
      { label: "Right in fresh trials", value: `${(100 * accuracyOf(record.score, metric)).toFixed(1)} %` },
      { label: "Updates", value: String(update) },
      { label: "Weights shown are of update", value: String(record.bestUpdate) },
      { label: "Weights that are not 0", value: String(weights) },
      ...missing.map((value) => ({ label: "Left out", value })),
    ];
  }

  function draw(): void {
    clearTimeout(drawing);
    drawing = undefined;
    if (closed) return;
    const { standing } = session;
    const { phase, result } = standing;
    if (phase === "training") refresh();
    show(phase === "idle" && !standing.history.length ? { plots: [] } : shownOf(standing, result));
  }

  function shownOf(standing: Standing, result: Standing["result"]): Shown {
    const { metric } = taskOf(work.state);
    const arrays = edited?.arrays ?? result?.arrays;
    return {
      plots: [
        ...learning(standing.history, work, metric),
        ...(arrays && result && drawn > 0 ? [weights(arrays, ...editor.picked)] : []),
        ...(result && drawn > 1 ? trial(result) : []),
        ...inside,
      ],
      readings: readingsOf(standing),
      numbers: numbersOf(standing),
      ...(work.edits > 0 ? { recipe: { kind: "train", training: work.training } } : {}),
      // Its hashes are those of the whole training: not before it ended, and once all that is drawn is there.
      ...(result && looked && standing.phase === "finished" ? { training: result } : {}),
    };
  }

  function toldOfEdit({ told: what, accuracy }: Edited, result: Standing["result"]): string {
    const before = result && right(accuracyOf(result.record.score, taskOf(work.state).metric));
    const now =
      accuracy === undefined ? "" : ` Right in fresh trials with it: ${right(accuracy)}, before: ${before}.`;
    return `${what}${now} Go on to train from here.`;
  }

  function toldOf({ phase, update, updates, history }: Standing): string {
    const last = history.at(-1);
    const reached = last ? `, ${right(accuracyOf(last, taskOf(work.state).metric))} right` : "";
    if (phase === "idle") return `To be trained: ${work.title}.`;
    if (phase === "finished") return `Trained: ${work.title}. ${update} updates${reached}.`;
    const doing = { training: "Training", pausing: "Pausing", paused: "Paused" }[phase];
    return `${doing}: ${work.title}. Update ${update} of at most ${updates}${reached}.`;
  }

  function refresh(): void {
    const { standing } = session;
    const { phase, result, update, updates } = standing;
    const had = document.activeElement;
    const rests = phase === "paused" || phase === "finished";
    train.hidden = phase !== "idle";
    pause.hidden = phase !== "training" && phase !== "pausing";
    pause.disabled = phase === "pausing";
    goOn.hidden = !(phase === "paused" || (phase === "finished" && edited));
    cancel.hidden = phase === "idle" || phase === "finished";
    again.hidden = !rests;
    keepStart.hidden = work.start === undefined;
    bar.hidden = phase === "idle" || phase === "finished";
    bar.value = updates > 0 ? update / updates : 0;
    editor.show(rests ? (edited?.arrays ?? result?.arrays) : undefined, connectionsOf(work));
    told.textContent = edited ? toldOfEdit(edited, result) : toldOf(standing);
    const rescued = standing.trouble && standing.checkpoint ? ` Go on from update ${update}.` : "";
    trouble.textContent = standing.trouble ? `${standing.trouble}${rescued}` : (problem ?? "");
    trouble.hidden = trouble.textContent === "";
    offer.show(phase === "idle" ? offered : undefined);
    if (had instanceof HTMLElement && had.hidden && root.contains(had))
      buttons.find((one) => !one.hidden && !one.disabled)?.focus();
  }

  function takeUp({ work: of, update, bytes }: KeptTraining): void {
    work = of;
    set(of.state);
    rest();
    announce(`Training goes on from update ${update}.`);
    session.start(work, { update, bytes });
    pause.focus();
  }

  function discard({ work: of }: KeptTraining): void {
    keeper.drop(about.slug, of.settings);
    offered = undefined;
    refresh();
    train.focus();
  }

  /** Looks for a training that did not end: of these settings, or at opening of any. */
  async function lookUp(any: boolean): Promise<void> {
    const wanted = work.settings;
    const found = await keeper.find(about.slug, wanted).catch(() => undefined);
    if (closed || work.settings !== wanted || session.standing.phase !== "idle") return;
    if (!found || (!any && found.work.settings !== wanted)) return;
    // A page that has changed since trains something else by the same controls.
    if (workOf(found.work.state).settings !== found.work.settings) {
      keeper.drop(about.slug, found.work.settings);
      return;
    }
    offered = found;
    refresh();
  }

  const learning = sameAgain((history: Standing["history"], of: Work, metric: Metric) =>
    learningPlots(history, of.earlier, metric, numberAt(of.state, "target")),
  );
  const weights = sameAgain((arrays: Arrays, row: number, column: number) =>
    weightPlot(arrays, { pick: editor.pick, picked: [row, column] }),
  );
  const trial = sameAgain(trialPlot);
  const buttons = [train, pause, goOn, again, cancel, keepStart];
  const root = element(
    "section",
    { class: "training", attributes: { "aria-label": "Training" } },
    offer.element,
    element("div", { class: "buttons" }, ...buttons),
    bar,
    told,
    saved,
    trouble,
    editor.element,
  );
  refresh();
  void lookUp(true);

  return {
    element: root,
    update(next: State) {
      const wanted = workFor(next);
      if (wanted.settings === work.settings) return;
      work = wanted;
      rest();
      session.leave();
      clearTimeout(finding);
      finding = setTimeout(() => void lookUp(false), LOOK_UP_AFTER_MS);
    },
    close() {
      closed = true;
      clearTimeout(finding);
      clearTimeout(drawing);
      looking?.abort();
      const { phase } = session.standing;
      session.leave();
      // Of a training under way the last state comes a moment later.
      if (phase !== "training" && phase !== "pausing") keeper.close();
    },
  };
}
