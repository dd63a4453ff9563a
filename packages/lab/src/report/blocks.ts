import type { Figure } from "../figure.js";
import { renderFigure } from "../figures/render-figure.js";
import { escapeHtml as e } from "./escape-html.js";

export function figureBlock(figure: Figure, number: number): string {
  return (
    `<figure><div class="card">${renderFigure(figure)}</div><figcaption><strong>Figure ${number}. ${e(figure.title)}.</strong> ` +
    `${e(figure.caption)}</figcaption></figure>`
  );
}

export function list(pairs: readonly (readonly [string, string])[]): string {
  return `<dl>${pairs.map(([term, text]) => `<dt>${e(term)}</dt><dd>${e(text)}</dd>`).join("")}</dl>`;
}

/** A cell of a table; numbers stand to the right. */
export type Cell = string | { readonly number: string } | { readonly code: string };

const isNumber = (value: Cell | undefined): boolean => typeof value === "object" && "number" in value;

function cell(value: Cell): string {
  if (typeof value === "string") return `<td>${e(value)}</td>`;
  return "number" in value
    ? `<td class="n">${e(value.number)}</td>`
    : `<td><code>${e(value.code)}</code></td>`;
}

export function table(caption: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return (
    `<div class="scroll"><table><caption>${e(caption)}</caption><thead><tr>` +
    `${heads.map((head, i) => `<th scope="col"${isNumber(rows[0]?.[i]) ? ' class="n"' : ""}>${e(head)}</th>`).join("")}</tr></thead><tbody>` +
    `${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</tbody></table></div>`
  );
}
