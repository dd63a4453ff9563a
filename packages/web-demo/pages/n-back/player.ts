import { button, element } from "../../src/dom.js";
import { numberAt, type OwnPart, type Reading, type Shown, type Stage } from "../../src/page.js";
import { createReadings } from "../../src/readings.js";
import { type Block, blockOf, isSame } from "./block.js";
import { type BlockPlayer, playBlock } from "./block-player.js";
import { type Person, shownOf, sourceOf } from "./results.js";
import { type Presses, reactionMs, type Score, scoreOf } from "./score.js";
import { createScreen } from "./screen.js";

const SEEDS = 999;
const STARTS = 99;

function readingsOf(score: Score, meanMs: number): readonly Reading[] {
  const { hits, misses, falseAlarms, correctRejections, dPrime } = score;
  return [
    { label: "Hits", value: `${hits} of ${hits + misses}` },
    { label: "False alarms", value: `${falseAlarms} of ${falseAlarms + correctRejections}` },
    { label: "d′", value: Number.isFinite(dPrime) ? dPrime.toFixed(2) : "–" },
    { label: "Mean reaction time", value: Number.isFinite(meanMs) ? `${meanMs.toFixed(0)} ms` : "–" },
  ];
}

/** The game: letters, a key, and how it went. */
export function createPlayer({ state, set, show, announce }: Stage): OwnPart {
  let player: BlockPlayer | undefined;
  let block: Block = blockOf(state());
  let person: Person | undefined;
  let shown: Shown | undefined;

  const screen = createScreen();
  const rule = element("p", { class: "nback-rule" });
  const count = element("p", { class: "nback-count" });
  // When it is touched, not when it is let go: times are taken. Clicks of assistive devices have no pointer.
  const answer = element("button", {
    class: "nback-answer",
    attributes: { type: "button", "aria-keyshortcuts": "Space" },
    on: {
      pointerdown: press,
      click: (event) => {
        if (event instanceof MouseEvent && event.detail === 0) press();
      },
    },
  });
  const start = button("Start", begin, { class: "main" });
  const pause = button("Pause", togglePause);
  const stop = button("Stop", end);
  const fresh = button("New letters", () =>
    set({ sequence: "drawn", seed: (numberAt(state(), "seed") % SEEDS) + 1 }),
  );
  const again = button("Train the networks anew", () =>
    set({ networks: true, start: (numberAt(state(), "start") % STARTS) + 1 }),
  );
  const readings = createReadings();
  const verdict = element("p", { class: "nback-verdict" });

  const thing = (): string => (state().display === "places" ? "place" : "letter");

  function draw(at: number | undefined, isPlaying: boolean): void {
    const display = state().display === "places" ? "places" : "letters";
    screen.show(at === undefined ? undefined : block.letters[at], display, isPlaying);
  }

  function refresh(): void {
    const { n, letters } = block;
    rule.textContent = `Press when the ${thing()} is the same as the one ${n === 1 ? "" : `${n} `}before.`;
    answer.textContent = `Same as ${n} back (space)`;
    answer.disabled = player === undefined || player.isPaused;
    start.hidden = player !== undefined;
    fresh.hidden = player !== undefined;
    again.hidden = player !== undefined;
    pause.hidden = player === undefined;
    stop.hidden = player === undefined;
    pause.textContent = player?.isPaused ? "Continue" : "Pause";
    if (!player) count.textContent = `${letters.length} ${thing()}s`;
  }

  function tell(presses: Presses, seen: number): void {
    const score = scoreOf(block, (at) => presses.has(at), seen);
    readings.show(readingsOf(score, reactionMs(block, presses)));
  }

  function begin(): void {
    end();
    block = blockOf(state());
    person = undefined;
    verdict.textContent = "";
    player = playBlock(block, () => 1000 * numberAt(state(), "speed"), {
      shows(at, isSeen) {
        draw(isSeen ? at : undefined, true);
        if (!isSeen) return;
        answer.classList.remove("pressed");
        count.textContent = `${thing()} ${at + 1} of ${block.letters.length}`;
        tell(player?.presses ?? new Map(), at);
      },
      ends: finish,
    });
    refresh();
    root.scrollIntoView({ block: "nearest" });
    answer.focus({ preventScroll: true });
  }

  function end(): void {
    player?.stop();
    player = undefined;
    draw(undefined, false);
    refresh();
  }

  function finish(presses: Presses): void {
    const hadFocus = answer.contains(document.activeElement);
    end();
    if (hadFocus) start.focus({ preventScroll: true });
    const score = scoreOf(block, (at) => presses.has(at));
    person = { block, presses, score };
    tell(presses, block.letters.length);
    verdict.textContent =
      score.hits + score.misses === 0
        ? `There was no match: ${score.falseAlarms === 0 ? "right not to press." : `${score.falseAlarms} false alarms.`}`
        : "Below: the networks on the same letters.";
    announce(
      `The block is over. ${readingsOf(score, reactionMs(block, presses))
        .map(({ label, value }) => `${label}: ${value}`)
        .join(", ")}. ${verdict.textContent}`,
    );
    joinIn();
  }

  /** Puts the person beside the networks where both had the same letters. */
  function joinIn(): void {
    const source = shown && sourceOf(shown);
    if (!person || !source || source.person === person || !isSame(source.results.block, person.block)) return;
    show(shownOf({ results: source.results, person }));
  }

  function press(): void {
    if (player?.press()) answer.classList.add("pressed");
  }

  function togglePause(): void {
    if (player?.isPaused) player.resume();
    else player?.pause();
    refresh();
    if (player && !player.isPaused) answer.focus({ preventScroll: true });
  }

  /** The space key answers unless it is meant for something else that has the focus. */
  function isAnswerKey(event: KeyboardEvent): boolean {
    if (event.key !== " " || !player || player.isPaused) return false;
    const target = event.target instanceof Element ? event.target : document.body;
    return target === answer || !target.matches("button, input, select, textarea, a, summary");
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!isAnswerKey(event)) return;
    event.preventDefault();
    if (!event.repeat) press();
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (isAnswerKey(event)) event.preventDefault();
  }

  function onHidden(): void {
    if (!document.hidden || !player || player.isPaused) return;
    player.pause();
    refresh();
  }

  const root = element(
    "section",
    { class: "panel nback", attributes: { "aria-labelledby": "nback-title" } },
    element("h2", { text: "Your turn", attributes: { id: "nback-title" } }),
    rule,
    element(
      "div",
      { class: "nback-table" },
      screen.element,
      element(
        "div",
        { class: "nback-side" },
        count,
        answer,
        element("div", { class: "buttons" }, start, pause, stop, fresh, again),
        readings.element,
        verdict,
      ),
    ),
  );

  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("keyup", onKeyUp);
  document.addEventListener("visibilitychange", onHidden);
  draw(undefined, false);
  refresh();
  return {
    element: root,
    update(next, latest) {
      shown = latest;
      const wanted = blockOf(next);
      if (!isSame(wanted, block)) {
        end();
        block = wanted;
      }
      if (!player) draw(undefined, false);
      refresh();
      joinIn();
    },
    close() {
      player?.stop();
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keyup", onKeyUp);
      document.removeEventListener("visibilitychange", onHidden);
    },
  };
}
