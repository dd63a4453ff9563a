import type { Page } from "playwright-core";
import type { Visitor, Walk } from "../../walk.js";

const LETTERS_IN_BLOCK = 12;

/** The next letter behind the `last`-th that is seen, and its place from 1; undefined once the block is over. */
async function nextLetter(page: Page, last: number): Promise<{ at: number; letter: string } | undefined> {
  const found = await page.waitForFunction((before) => {
    const told = /letter (\d+) of/.exec(document.querySelector(".nback-count")?.textContent ?? "");
    if (!told) return "over";
    const letter = document.querySelector(".nback-letter")?.textContent ?? "";
    const at = Number(told[1]);
    return at > before && letter !== "" ? { at, letter } : false;
  }, last);
  const value = await found.jsonValue();
  return typeof value === "object" ? value : undefined;
}

/** Plays a block of 1-back by the space key, as well as the machine keeps up. */
async function playOneBack({ browserPage, press }: Visitor): Promise<void> {
  await press("Start");
  let before = { at: 0, letter: "" };
  for (;;) {
    const now = await nextLetter(browserPage, before.at);
    if (!now) return;
    if (now.at === before.at + 1 && now.letter === before.letter) await browserPage.keyboard.press("Space");
    before = now;
  }
}

/** Plays it faster first, then slower, until it went well. */
async function playUntilDone(visitor: Visitor): Promise<void> {
  for (const seconds of [0.5, 1, 2, 3]) {
    await visitor.type("Time per letter, in s", seconds);
    await playOneBack(visitor);
    if (await visitor.browserPage.locator(".tasks li:nth-child(1).done").isVisible()) return;
  }
}

export const walk: Walk = async (visitor) => {
  await visitor.predict("At chance, at any size");
  await visitor.press("More");
  await visitor.type("Letters in a block", LETTERS_IN_BLOCK);
  await playUntilDone(visitor);
  await visitor.taskDone(1);
  await visitor.type("Hidden units of each network", 128);
  await visitor.taskDone(2);
  await visitor.type("Hidden units of each network", 32);
  await visitor.press("The challenge: 3 back");
  await visitor.type("Frames in the window", 4);
  await visitor.taskDone(3);
  await visitor.sees(/1 frame \d+ %, 4 frames \d+ %, Elman \d+ %, leaky \d+ %; whoever/);
};
