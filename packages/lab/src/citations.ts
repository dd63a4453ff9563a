import { citations } from "./bibliography.js";

export { type Citation, citations } from "./bibliography.js";

/** One line for a reader; an unknown key stands for itself. */
export function citationText(key: string): string {
  const work = Object.hasOwn(citations, key) ? citations[key]! : undefined;
  if (!work) return key;
  const names = work.author
    .replace(/[{}]/g, "")
    .split(" and ")
    .map((name) => name.split(",")[0]!);
  const who = names.length > 2 ? `${names[0]} et al.` : names.join(" & ");
  const where = [work.journal, work.volume && `${work.volume}:${work.pages}`].filter(Boolean).join(" ");
  return `${who} (${work.year}) ${work.title}. ${where}`.trim();
}

/** A BibTeX entry. @throws RangeError for an unknown key */
export function bibtex(key: string): string {
  const work = Object.hasOwn(citations, key) ? citations[key]! : undefined;
  if (!work) throw new RangeError(`there is no citation "${key}".`);
  const { type, ...fields } = work;
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== "" && value !== undefined)
    .map(([name, value]) => `  ${name} = {${name === "pages" ? String(value).replace("-", "--") : value}}`);
  return `@${type}{${key},\n${lines.join(",\n")}\n}`;
}
