import type { About, Page } from "./page.js";

const abouts = import.meta.glob<{ about: About }>("../pages/*/about.ts", { eager: true });
const modules = import.meta.glob<{ page: Page }>("../pages/*/page.ts");

/** Every page, in the lecture's order: one folder of `pages` each. */
export const pages: readonly About[] = Object.values(abouts)
  .map(({ about }) => about)
  .sort((a, b) => a.order - b.order);

/** Loads a page; undefined where there is none of that name. */
export async function loadPage(slug: string): Promise<Page | undefined> {
  const load = modules[`../pages/${slug}/page.ts`];
  return load ? (await load()).page : undefined;
}
