import { element } from "../../src/dom.js";
import { LETTERS, PLACES } from "./block.js";

/** Where letters or places are seen and, for those who do not see them, said. */
export interface Screen {
  readonly element: HTMLElement;
  /** @param letter by number; undefined for none @param isPlaying whether more are to come */
  show(letter: number | undefined, display: "letters" | "places", isPlaying: boolean): void;
}

const MIDDLE = 4;

export function createScreen(): Screen {
  const glyph = element("span", { class: "nback-letter" });
  const cells = Array.from({ length: PLACES.length + 1 }, () => element("span"));
  const grid = element("span", { class: "nback-grid" }, ...cells);
  const hint = element("span", { class: "nback-hint", text: "Letters appear here" });
  const picture = element(
    "div",
    { class: "nback-screen", attributes: { "aria-hidden": "true" } },
    glyph,
    grid,
    hint,
  );
  const said = element("p", { class: "sr-only nback-said", attributes: { "aria-live": "assertive" } });
  return {
    element: element("div", {}, picture, said),
    show(letter, display, isPlaying) {
      const isLetter = display === "letters";
      hint.hidden = isPlaying || !isLetter;
      glyph.hidden = !isLetter || !isPlaying;
      grid.hidden = isLetter;
      glyph.textContent = letter === undefined ? "" : LETTERS[letter]!;
      cells.forEach((cell, i) => {
        const place = i < MIDDLE ? i : i - 1;
        cell.classList.toggle("on", i !== MIDDLE && place === letter);
      });
      said.textContent = letter === undefined ? "" : isLetter ? LETTERS[letter]! : PLACES[letter]!;
    },
  };
}
