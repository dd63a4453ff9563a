import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserTest, inBrowser, settled } from "./browser.js";
import { root } from "./sources.js";
import { visitorOf } from "./visitor.js";

const { page: open } = inBrowser(() => join(root, "packages/web-demo/dist"));
const TIMESCALES = "#/timescales?v=1&pulse=260";

/** What every control is set to, by its element's id. */
function controlsOf(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(".controls [id^=control-]")].map(
        (field) => [
          field.id.replace("control-", ""),
          field instanceof HTMLInputElement && field.type === "checkbox"
            ? String(field.checked)
            : field.value,
        ],
      ),
    ),
  );
}

describe("undo and redo", () => {
  browserTest(
    "take back a slider, a number box, a choice and a box to tick, by button, keys and browser",
    async () => {
      const { page, complaints } = await open(undefined, TIMESCALES);
      const visitor = visitorOf(page);
      await page.waitForSelector("#control-pulse");
      const states = [await controlsOf(page)];
      await page.locator("#control-eta").press("ArrowRight");
      states.push(await controlsOf(page));
      await visitor.type("Length of the pulse, in ms", 400);
      states.push(await controlsOf(page));
      await visitor.pick("Input enters", "MT");
      states.push(await controlsOf(page));
      await visitor.tick("Links between areas", false);
      states.push(await controlsOf(page));
      expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(5);
      const here = page.url();
      expect(here).toContain("area=MT");
      const isNow = (i: number) =>
        page.waitForFunction(
          (wanted) =>
            Object.entries(wanted).every(([name, value]) => {
              const field = document.getElementById(`control-${name}`) as HTMLInputElement;
              return (field.type === "checkbox" ? String(field.checked) : field.value) === value;
            }),
          states[i]!,
        );
      const undo = page.getByRole("button", { name: "Undo", exact: true });
      const redo = page.getByRole("button", { name: "Redo", exact: true });
      for (const i of [3, 2, 1, 0]) {
        await undo.click();
        await isNow(i);
      }
      expect(await undo.isDisabled()).toBe(true);
      for (const i of [1, 2, 3, 4]) {
        await redo.click();
        await isNow(i);
      }
      expect(await redo.isDisabled()).toBe(true);
      await page.waitForURL(here);
      await page.locator("h1").click();
      for (const i of [3, 2, 1, 0]) {
        await page.keyboard.press("Control+z");
        await isNow(i);
      }
      for (const i of [1, 2, 3, 4]) {
        await page.keyboard.press("Control+y");
        await isNow(i);
      }
      await page.waitForURL(here);
      for (const i of [3, 2, 1, 0]) {
        await page.goBack();
        await isNow(i);
      }
      for (const i of [1, 2, 3]) {
        await page.goForward();
        await isNow(i);
      }
      await undo.click();
      await isNow(2);
      await redo.click();
      await isNow(3);
      // A new change forgets what was undone.
      await undo.click();
      await isNow(2);
      await visitor.tick("Feedback links, down the hierarchy", false);
      expect(await redo.isDisabled()).toBe(true);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
});

describe("a lecturer's link", () => {
  browserTest("hides and locks controls and presents", async () => {
    const { page, complaints } = await open(
      undefined,
      "#/timescales?v=1&eta=0.3&hide=pulse,lesion&lock=1&present=1",
    );
    await page.waitForSelector("#control-eta");
    expect(Object.keys(await controlsOf(page)).sort()).toEqual([
      "area",
      "eta",
      "feedback",
      "gradient",
      "longRange",
    ]);
    expect((await controlsOf(page)).eta).toBe("0.3");
    for (const name of ["area", "eta", "longRange"]) {
      expect(await page.locator(`#control-${name}`).isDisabled()).toBe(true);
    }
    for (const name of ["No gradient", "Undo", "Reset"]) {
      expect(await page.getByRole("button", { name, exact: true }).isDisabled()).toBe(true);
    }
    expect(await page.locator(".share").isVisible()).toBe(false);
    const title = await page.title();
    await page.keyboard.press("PageDown");
    await page.waitForFunction((before) => document.title !== before, title);
    expect(await page.evaluate(() => document.body.classList.contains("present"))).toBe(true);
    await page.keyboard.press("PageUp");
    await page.waitForFunction((before) => document.title === before, title);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.body.classList.contains("present"))).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("two runs", () => {
  browserTest("are compared: the kept one stays behind the new one", async () => {
    const { page, complaints } = await open(undefined, TIMESCALES);
    const visitor = visitorOf(page);
    const picture = () =>
      page.evaluate(() => (document.querySelector(".picture canvas") as HTMLCanvasElement).toDataURL());
    const summary = page.locator(".plot-summary").first();
    await summary.waitFor();
    await visitor.press("Keep to compare");
    await settled(page);
    const before = await summary.textContent();
    await visitor.type("Length of the pulse, in ms", 700);
    await page.waitForFunction((was) => document.querySelector(".plot-summary")?.textContent !== was, before);
    const both = await picture();
    // Kept while only the first plots were there, it is kept whole.
    await settled(page);
    for (const how of ["kept: thin and grey", "kept: faint"]) await page.getByText(how).first().waitFor();
    await visitor.press("Forget the kept one");
    expect(await picture()).not.toBe(both);
    expect(await page.locator(".kept").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("the film", () => {
  browserTest("stands still until asked, and goes frame by frame", async () => {
    const { page, complaints } = await open(undefined, TIMESCALES);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.locator(".plot-summary").first().waitFor();
    const clock = page.locator(".clock");
    const stood = await clock.textContent();
    await page.waitForTimeout(300);
    expect(await clock.textContent()).toBe(stood);
    await page.getByRole("button", { name: "Next frame" }).press("Enter");
    const [one, two] = [Number.parseFloat(stood!), Number.parseFloat((await clock.textContent())!)];
    expect(two).toBeGreaterThan(one);
    expect(two - one).toBeLessThan(0.2);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("a worker that crashes", () => {
  browserTest("is reported and replaced, and the next change is computed", async () => {
    const { page } = await open(undefined, TIMESCALES);
    await page.locator(".plot-summary").first().waitFor();
    await settled(page);
    const [worker] = page.workers();
    const change = page.locator("#control-feedback").uncheck();
    const crash = worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error("thrown by the test");
      });
      for (const end = performance.now() + 800; performance.now() < end; );
    });
    await Promise.all([change, crash.catch(() => undefined)]);
    const notice = page.locator(".results .notice");
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(
      /worker died: .*thrown by the test.*A new one has been started/,
    );
    await page.locator("#control-feedback").check();
    await notice.waitFor({ state: "hidden" });
    expect(page.workers()).not.toContain(worker);
    await page.close();
  });
});

describe("what a control changes", () => {
  browserTest("stays in sight while it is moved, on a phone as on a projector", async () => {
    const { page, complaints } = await open(undefined, TIMESCALES);
    for (const [width, height] of [
      [360, 740],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      const slider = page.locator("#control-eta");
      await slider.focus();
      await page.waitForFunction((high) => {
        const top = document.querySelector(".picture canvas")?.getBoundingClientRect().top ?? high;
        return top < high - 150;
      }, height);
      const [control, plot] = [await slider.boundingBox(), await page.locator(".plot").first().boundingBox()];
      const overlap = width < 800 ? control!.y + control!.height > plot!.y : false;
      expect(overlap).toBe(false);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
