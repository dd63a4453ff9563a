import { element } from "../../src/dom.js";
import { type Behaviour, inWords, SETTLES } from "./results.js";

const WIDEST = 2.5;

/** What becomes of the steps along alpha, and where they are now. */
export function createStabilityStrip(): {
  readonly element: HTMLElement;
  show(behaviour: Behaviour): void;
} {
  const kinds = ["follows", "swings", "runs away", "none"] as const;
  const zones = kinds.map((kind) => element("span", { class: `zone ${kind.replace(" ", "-")}` }));
  const mark = element("span", { class: "zone-mark" });
  const scale = [0, 0.5, 1, 1.5, 2, 2.5].map((alpha) => {
    const text = alpha === 1 ? "1 = Elman" : String(alpha);
    const tick = element("span", { class: "zone-tick", text });
    tick.style.left = `${(100 * alpha) / WIDEST}%`;
    return tick;
  });
  const told = element("p", { class: "told" });
  const keys = element(
    "ul",
    { class: "legend" },
    ...kinds.map((kind) =>
      element("li", {}, element("span", { class: `zone-key ${kind.replace(" ", "-")}` }), inWords[kind]),
    ),
  );
  return {
    element: element(
      "section",
      { class: "panel", attributes: { "aria-label": "Stability of the steps" } },
      element("h2", { class: "plot-title", text: "Steps along α = Δt/τ" }),
      element(
        "div",
        { class: "strip", attributes: { "aria-hidden": "true" } },
        element("div", { class: "zones" }, ...zones, mark),
        element("div", { class: "zone-ticks" }, ...scale),
      ),
      told,
      keys,
    ),
    show({ alpha, pull, kind }) {
      const ends = pull > SETTLES ? [1 / pull, 2 / pull, WIDEST, WIDEST] : [0, 0, 0, WIDEST];
      let from = 0;
      ends.forEach((end, i) => {
        const to = Math.min(WIDEST, Math.max(from, end));
        zones[i]!.style.width = `${(100 * (to - from)) / WIDEST}%`;
        [...keys.children][i]!.toggleAttribute("hidden", to === from);
        from = to;
      });
      mark.style.left = `${(100 * Math.min(WIDEST, alpha)) / WIDEST}%`;
      const limits =
        pull > SETTLES
          ? ` Here they swing from α = ${Number((1 / pull).toPrecision(3))} on and run away from ${Number((2 / pull).toPrecision(3))}.`
          : "";
      told.textContent = `α = ${Number(alpha.toPrecision(3))}: steps ${inWords[kind]}.${limits}`;
    },
  };
}
