import { button, element } from "./dom.js";
import type { Recipe, Shown } from "./page.js";
import { commandOf, programOf } from "./recipes.js";

interface ShareOptions {
  link(): string;
  recipe(): Recipe | undefined;
  shown(): Shown | undefined;
  announce(text: string): void;
}

/** Link, embedding, command, program and arrays of what is shown. */
export function createShare({ link, recipe, shown, announce }: ShareOptions): {
  readonly element: HTMLElement;
  update(): void;
} {
  const preview = element("pre", {
    class: "share-text",
    attributes: { hidden: true, tabindex: 0, "aria-label": "Copied text" },
  });
  const hashes = element("dl", { class: "hashes" });

  async function copy(what: string, text: string): Promise<void> {
    preview.textContent = text;
    preview.hidden = false;
    try {
      await navigator.clipboard.writeText(text);
      announce(`${what} copied.`);
    } catch {
      announce(`${what}: select it below to copy it.`);
    }
  }

  async function saveShown(): Promise<void> {
    const what = shown();
    const kept = what?.run ?? what?.training;
    if (!kept) return;
    const { saveArrays } = await import("./save-arrays.js");
    saveArrays(kept);
  }

  const embed = (): string =>
    `<iframe src="${location.href.split("#")[0]}${link()}" title="Isocortex" width="100%" height="720" ` +
    'style="border:0" sandbox="allow-scripts allow-same-origin allow-downloads" loading="lazy"></iframe>';
  const withRecipe = (what: string, text: (recipe: Recipe) => string): HTMLButtonElement =>
    button(`Copy ${what}`, () => {
      const one = recipe();
      if (one) void copy(what, text(one));
    });
  const command = withRecipe("the command", commandOf);
  const program = withRecipe("TypeScript", programOf);
  const arrays = button("", () => void saveShown());
  const root = element(
    "section",
    { class: "share", attributes: { "aria-labelledby": "share-title" } },
    element("h2", { text: "Take it with you", attributes: { id: "share-title" } }),
    element(
      "div",
      { class: "buttons" },
      button("Copy link", () => void copy("Link", `${location.href.split("#")[0]}${link()}`)),
      button("Copy embed", () => void copy("Frame", embed())),
      command,
      program,
      arrays,
    ),
    preview,
    hashes,
  );
  return {
    element: root,
    update() {
      const { run, training } = shown() ?? {};
      const kept = run ?? training;
      command.hidden = program.hidden = recipe() === undefined;
      arrays.hidden = kept === undefined;
      arrays.textContent = run ? "Save the run (npz)" : "Save the weights (npz)";
      hashes.replaceChildren(
        ...Object.entries(kept?.record.arrays ?? {}).flatMap(([name, { sha256 }]) => [
          element("dt", { text: name }),
          element("dd", { text: sha256 }),
        ]),
      );
    },
  };
}
