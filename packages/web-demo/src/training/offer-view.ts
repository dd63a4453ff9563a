import "./offer.css";
import { button, element } from "../dom.js";
import type { KeptTraining } from "./checkpoint-store.js";

/** A training that did not end, to be gone on with or thrown away. */
export interface OfferView {
  readonly element: HTMLElement;
  /** Shows an offer, or none. */
  show(kept: KeptTraining | undefined): void;
}

interface OfferOptions {
  onContinue(kept: KeptTraining): void;
  onDiscard(kept: KeptTraining): void;
}

/** Makes the view of an offer. */
export function createOffer({ onContinue, onDiscard }: OfferOptions): OfferView {
  let shown: KeptTraining | undefined;
  const root = element("div", {
    class: "panel offer",
    attributes: { role: "region", "aria-label": "A training that did not end", hidden: true },
  });
  return {
    element: root,
    show(kept) {
      if (kept === shown) return;
      shown = kept;
      root.hidden = kept === undefined;
      root.replaceChildren();
      if (!kept) return;
      root.append(
        element("p", { text: `A training of ${kept.work.title} stopped at update ${kept.update}.` }),
        element(
          "div",
          { class: "buttons" },
          button("Continue", () => onContinue(kept)),
          button("Discard", () => onDiscard(kept)),
        ),
      );
    },
  };
}
