import { button, element } from "../dom.js";
import { type LinkOptions, readLink, slugOf } from "../link.js";
import type { PageView } from "../page-view.js";
import { loadPage, pages } from "../pages.js";
import { chooseScheme, chosenScheme, followDevice, nextScheme } from "./colour-scheme.js";
import { createHome } from "./home.js";

const EMBEDDED = window.parent !== window;

/** Tells the frame's owner how high the page is, so that a frame can grow with it. */
function tellHeight(): void {
  if (!EMBEDDED) return;
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  window.parent.postMessage({ isocortex: "height", height }, "*");
}

/** Builds the site into an element and follows the address. */
export function openSite(into: HTMLElement): void {
  const live = element("p", { class: "sr-only", attributes: { "aria-live": "polite" } });
  const main = element("main", { attributes: { id: "main", tabindex: -1 } });
  const links = pages.map(({ slug, title }) =>
    element("a", { text: title, attributes: { href: `#/${slug}` } }),
  );
  const menu = element(
    "details",
    { class: "menu" },
    element("summary", { text: "Pages" }),
    element("nav", { attributes: { "aria-label": "Pages" } }, ...links),
  );
  const scheme = button(`Colours: ${chosenScheme()}`, () => {
    const next = nextScheme(chosenScheme());
    chooseScheme(next);
    scheme.textContent = `Colours: ${next}`;
    view?.redraw();
  });
  const present = button("Present", () => setPresent(!document.body.classList.contains("present")), {
    attributes: { "aria-pressed": "false" },
  });
  const [before, after] = [element("a", { class: "turn" }), element("a", { class: "turn" })];
  into.replaceChildren(
    element("a", {
      class: "skip",
      text: "To the page",
      attributes: { href: "#main" },
      on: { click: focusMain },
    }),
    element(
      "header",
      { class: "site-head" },
      element("a", { class: "name", text: "Isocortex", attributes: { href: "#/" } }),
      menu,
      present,
      scheme,
    ),
    main,
    element("nav", { class: "turns", attributes: { "aria-label": "Next and previous page" } }, before, after),
    element(
      "footer",
      { class: "site-foot" },
      element("p", {
        text: "Computed on this device by the same core as the command line, with the same bits. Code under the MIT licence; connectomes under CC BY-NC 4.0, see isocortex cite.",
      }),
      element("p", {
        text: "Keys: Ctrl+Z and Ctrl+Y undo and redo; Shift with an arrow moves a slider by ten steps; while presenting, Page Up and Page Down turn pages and Escape ends it.",
      }),
    ),
    live,
  );

  let view: PageView | undefined;
  let open = "";
  let options: LinkOptions | undefined;
  let followed = "";
  let loading = 0;

  const announce = (text: string): void => {
    live.textContent = text;
  };

  function focusMain(event: Event): void {
    event.preventDefault();
    main.focus();
  }

  function setPresent(on: boolean): void {
    document.body.classList.toggle("present", on);
    present.setAttribute("aria-pressed", String(on));
    view?.redraw();
  }

  function turn(link: HTMLAnchorElement, at: number, arrow: string): void {
    const page = pages[at];
    link.hidden = page === undefined;
    if (!page) return;
    link.href = `#/${page.slug}`;
    link.textContent = arrow === "←" ? `← ${page.title}` : `${page.title} →`;
  }

  function leave(): void {
    view?.close();
    view = undefined;
  }

  async function follow(): Promise<void> {
    const slug = slugOf(location.hash);
    if (slug === open && view) {
      const page = await loadPage(slug);
      const link = page && readLink(location.hash, page.controls);
      if (link && JSON.stringify(link.options) === JSON.stringify(options)) {
        view?.restore(link);
        return;
      }
    }
    const ticket = ++loading;
    const about = pages.find((page) => page.slug === slug);
    menu.open = false;
    turn(before, pages.findIndex((page) => page.slug === slug) - 1, "←");
    turn(after, pages.findIndex((page) => page.slug === slug) + 1, "→");
    for (const [i, link] of links.entries()) {
      if (pages[i]!.slug === slug) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (!about) {
      leave();
      open = slug;
      document.title = "Isocortex: recurrent neural networks in brains and machines";
      const home = createHome(pages);
      if (slug !== "")
        home.prepend(
          element("p", { class: "notice", text: "There is no page of that name; here are those there are." }),
        );
      main.replaceChildren(home);
      return;
    }
    const [page, { openPage }, { laboratory }] = await Promise.all([
      loadPage(slug),
      import("../page-view.js"),
      import("../laboratory.js"),
    ]);
    if (ticket !== loading || !page) return;
    leave();
    open = slug;
    const link = readLink(location.hash, page.controls);
    options = link.options;
    view = openPage(page, { lab: laboratory(), link, announce });
    if (options.present) setPresent(true);
    document.title = `${page.title} · Isocortex`;
    main.replaceChildren(view.element);
    view.redraw();
    window.scrollTo(0, 0);
  }

  const place = (): string => `${location.hash} ${JSON.stringify(window.history.state)}`;
  window.addEventListener("popstate", () => {
    followed = place();
    void follow();
  });
  window.addEventListener("hashchange", () => {
    // Going back tells of itself twice: as an entry of the history and as another hash.
    if (place() !== followed) void follow();
  });
  followDevice(() => view?.redraw());
  document.addEventListener("keydown", (event) => {
    if (!document.body.classList.contains("present")) return;
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    const to = { PageDown: after, PageUp: before }[event.key];
    if (to && !to.hidden) to.click();
    if (event.key === "Escape") setPresent(false);
  });
  if (EMBEDDED) {
    document.body.classList.add("embedded");
    new ResizeObserver(tellHeight).observe(document.documentElement);
  }
  void follow();
}
