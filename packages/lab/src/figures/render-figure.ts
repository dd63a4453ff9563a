import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Figure } from "../figure.js";
import { marksOf } from "./marks.js";
import { fontSize, height, ink, margins, width } from "./style.js";

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text without characters that XML does not allow. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

/**
 * A figure as a standalone SVG document: text as text, no script, nothing from outside, the same bytes for the same figure.
 */
export function renderFigure(figure: Figure): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const { options, high = height } = marksOf(figure);
  const svg = Plot.plot({
    document: document as never,
    className: "figure",
    width,
    height: high,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    style: {
      fontSize: `${fontSize}px`,
      fontFamily: "Helvetica, Arial, sans-serif",
      color: ink,
      background: "white",
    },
    ...options,
  });
  const id = figure.name.replace(/[^\w-]/g, "");
  const inner = svg.innerHTML.replace(/<style>[\s\S]*?<\/style>/, "");
  return printable(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${high}" width="${width}" height="${high}" ` +
      `font-family="Helvetica, Arial, sans-serif" font-size="${fontSize}" fill="currentColor" text-anchor="middle" color="${ink}" ` +
      `role="img" aria-labelledby="${id}-title ${id}-desc">` +
      `<title id="${id}-title">${escapeXml(figure.title)}</title><desc id="${id}-desc">${escapeXml(figure.caption)}</desc>` +
      `<rect width="${width}" height="${high}" fill="white"/>${inner}</svg>\n`,
  );
}
