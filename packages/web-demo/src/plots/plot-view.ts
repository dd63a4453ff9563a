import type { Box, Figure } from "@isocortex/lab";
import { button, element } from "../dom.js";
import type { Plot } from "../page.js";
import { save } from "../save.js";
import type { Surface } from "./canvas-axes.js";
import { barGroups, drawBars } from "./draw-bars.js";
import { drawDots, groupsOf } from "./draw-dots.js";
import { drawGraph, edgeColour, edgeTypes, graphHeight, isDashed, nodeAt } from "./draw-graph.js";
import { cellAt, drawMatrix, frameCell, matrixHeight } from "./draw-matrix.js";
import { curveColour, drawPlane } from "./draw-plane.js";
import { figureTable, tableCsv } from "./figure-table.js";
import { createLinesPlot, type LinesPlot, seriesStyle } from "./lines-plot.js";
import { type Theme, themeOf } from "./theme.js";

/** A plot on the page: canvas, legend, words, table, files. */
export interface PlotView {
  readonly element: HTMLElement;
  show(plot: Plot, kept: Plot | undefined): void;
  /** Draws again, as for another size or colour scheme. */
  redraw(): void;
  close(): void;
}

interface Entry {
  readonly label: string;
  readonly colour: string;
  readonly dashed: boolean;
}

const MOST_ROWS = 400;

function legendOf(figure: Figure, theme: Theme): readonly Entry[] {
  if (figure.kind === "lines") {
    return figure.series.map(({ label, muted, dashed }, i) => {
      const { stroke, dash } = seriesStyle(i, muted === true, theme);
      return { label, colour: stroke, dashed: dashed === true || dash.length > 0 };
    });
  }
  if (figure.kind === "dots") {
    const groups = groupsOf(figure);
    if (groups.length < 2) return [];
    return groups.map((label, i) => ({
      label,
      colour: theme.series[i % theme.series.length]!,
      dashed: false,
    }));
  }
  if (figure.kind === "bars") {
    const groups = barGroups(figure);
    if (groups.length < 2) return [];
    return groups.map((label, i) => ({
      label,
      colour: theme.series[i % theme.series.length]!,
      dashed: false,
    }));
  }
  if (figure.kind === "graph")
    return edgeTypes(figure).map((type) => ({
      label: type,
      colour: edgeColour(type, theme),
      dashed: isDashed(type),
    }));
  if (figure.kind !== "plane") return [];
  const named = figure.curves.filter(({ label }) => label !== undefined);
  const regions = (figure.regions?.labels ?? []).map((label, i) => ({
    label,
    colour: theme.series[i % theme.series.length]!,
    dashed: false,
  }));
  return [
    ...[...new Map(named.map((curve) => [curve.label, curve])).values()].map(({ label, tone, palette }) => ({
      label: label!,
      colour: curveColour({ tone, palette }, theme),
      dashed: tone.startsWith("unstable") || tone === "separatrix",
    })),
    ...regions,
  ];
}

/** A node of a graph was pointed at (`picked` false, no name where the pointer left it) or picked. */
export type NodeEvent = CustomEvent<{ readonly of: string | undefined; readonly picked: boolean }>;
export const NODE_EVENT = "graph-node";

function heightOf(figure: Figure, width: number): number {
  if (figure.kind === "graph") return graphHeight(figure);
  if (figure.kind === "matrix") return matrixHeight(figure, width);
  if (figure.kind === "plane") return Math.min(Math.max(280, width * 0.72), 480);
  return Math.min(Math.max(230, width * 0.55), 380);
}

/** How the kept one is drawn, by kind of figure. */
const KEPT: Readonly<Partial<Record<Figure["kind"], string>>> = {
  lines: "kept: thin and grey",
  plane: "kept: faint",
  dots: "kept: faint",
  bars: "kept: outlined",
};

function keptNote({ kind }: Figure, kept: Figure | undefined): readonly HTMLElement[] {
  const text = kept?.kind === kind ? KEPT[kind] : undefined;
  return text === undefined ? [] : [element("li", { class: "kept", text })];
}

function draw(surface: Surface, { figure, picked }: Plot, kept: Figure | undefined): void {
  switch (figure.kind) {
    case "plane":
      drawPlane(surface, figure, kept?.kind === "plane" ? kept : undefined);
      return;
    case "dots":
      drawDots(surface, figure, kept?.kind === "dots" ? kept : undefined);
      return;
    case "bars":
      drawBars(surface, figure, kept?.kind === "bars" ? kept : undefined);
      return;
    case "matrix":
      frameCell(surface, drawMatrix(surface, figure), picked);
      return;
    default:
      throw new Error(`no drawing of a figure of kind ${figure.kind} on a page.`);
  }
}

/** Makes the view of a plot. */
export function createPlotView(): PlotView {
  const title = element("figcaption", { class: "plot-title" });
  const legend = element("ul", { class: "legend" });
  const picture = element("div", { class: "picture", attributes: { role: "img", tabindex: 0 } });
  const summary = element("p", { class: "plot-summary" });
  const table = element("div", {
    class: "table-scroll",
    attributes: { hidden: true, tabindex: 0, role: "region" },
  });
  const toggle = button("Table", () => showTable(table.hidden === true), {
    attributes: { "aria-expanded": "false" },
  });
  const files = element(
    "div",
    { class: "plot-files", attributes: { role: "group" } },
    toggle,
    button("SVG", () => void saveSvg()),
    button("PNG", savePng),
    button("CSV", () =>
      save(`${shown!.plot.figure.name}.csv`, tableCsv(figureTable(shown!.plot.figure)), "text/csv"),
    ),
  );
  const root = element("figure", { class: "plot" }, title, legend, picture, summary, files, table);
  const canvas = element("canvas");
  let lines: LinesPlot | undefined;
  let boxes: readonly Box[] = [];
  let pointed: string | undefined;
  let shown: { readonly plot: Plot; readonly kept: Plot | undefined } | undefined;
  let width = 0;

  canvas.addEventListener("click", ({ offsetX, offsetY }) => {
    const { figure, pick } = shown?.plot ?? {};
    const context = canvas.getContext("2d");
    if (!pick || figure?.kind !== "matrix" || !context) return;
    const surface = { context, width, height: heightOf(figure, width), theme: themeOf(root) };
    const cell = cellAt(surface, figure, offsetX, offsetY);
    if (cell) pick(...cell);
  });

  function showTable(visible: boolean): void {
    table.hidden = !visible;
    toggle.setAttribute("aria-expanded", String(visible));
    if (visible && shown) fillTable(shown.plot.figure);
  }

  function fillTable(figure: Figure): void {
    const { head, rows } = figureTable(figure);
    const cells = (row: readonly (string | number)[]): HTMLTableCellElement[] =>
      row.map((value) =>
        element("td", { text: typeof value === "number" ? String(Number(value.toPrecision(6))) : value }),
      );
    const left = rows.length - MOST_ROWS;
    table.replaceChildren(
      element(
        "table",
        {},
        element("caption", { text: figure.title }),
        element(
          "thead",
          {},
          element("tr", {}, ...head.map((text) => element("th", { text, attributes: { scope: "col" } }))),
        ),
        element("tbody", {}, ...rows.slice(0, MOST_ROWS).map((row) => element("tr", {}, ...cells(row)))),
      ),
      ...(left > 0 ? [element("p", { text: `${left} further rows are in the CSV.` })] : []),
    );
  }

  async function saveSvg(): Promise<void> {
    const { renderFigure } = await import("@isocortex/lab/figures");
    save(`${shown!.plot.figure.name}.svg`, renderFigure(shown!.plot.figure), "image/svg+xml");
  }

  function savePng(): void {
    const drawn = lines?.canvas() ?? canvas;
    const copy = element("canvas", { attributes: { width: drawn.width, height: drawn.height } });
    const context = copy.getContext("2d")!;
    context.fillStyle = themeOf(root).paper;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => blob && save(`${shown!.plot.figure.name}.png`, blob, "image/png"), "image/png");
  }

  function redraw(): void {
    // Once known, the width is the observer's: to ask for it after every change lays the page out again for each plot.
    if (width < 40) width = Math.floor(picture.clientWidth);
    if (!shown || width < 40) return;
    const { figure } = shown.plot;
    const theme = themeOf(root);
    const height = heightOf(figure, width);
    picture.style.height = `${height}px`;
    if (figure.kind === "lines") {
      if (!lines) {
        picture.replaceChildren();
        lines = createLinesPlot(picture);
      }
      const kept = shown.kept?.figure;
      lines.show(figure, kept?.kind === "lines" ? kept : undefined, theme, width, height);
    } else {
      lines?.destroy();
      lines = undefined;
      if (canvas.parentNode !== picture) picture.replaceChildren(canvas);
      const ratio = Math.max(1, devicePixelRatio);
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      const context = canvas.getContext("2d")!;
      context.scale(ratio, ratio);
      const surface = { context, width, height, theme };
      if (figure.kind === "graph") boxes = drawGraph(surface, figure, shown.plot.marked);
      else draw(surface, shown.plot, shown.kept?.figure);
    }
    legend.replaceChildren(
      ...legendOf(figure, theme).map(({ label, colour, dashed }) => {
        const mark = element("span", { class: dashed ? "key dashed" : "key" });
        mark.style.borderTopColor = colour;
        return element("li", {}, mark, label);
      }),
      ...keptNote(figure, shown.kept?.figure),
    );
  }

  function tell(of: string | undefined, picked: boolean): void {
    const event: NodeEvent = new CustomEvent(NODE_EVENT, { bubbles: true, detail: { of, picked } });
    root.dispatchEvent(event);
  }

  function nodeUnder(event: MouseEvent): string | undefined {
    const figure = shown?.plot.figure;
    return figure?.kind === "graph" ? nodeAt(figure, boxes, event.offsetX, event.offsetY) : undefined;
  }

  function point(of: string | undefined): void {
    if (of !== pointed) tell(of, false);
    pointed = of;
    canvas.style.cursor = of === undefined ? "" : "pointer";
  }

  canvas.addEventListener("pointermove", (event) => point(nodeUnder(event)));
  canvas.addEventListener("pointerleave", () => point(undefined));
  canvas.addEventListener("click", (event) => {
    const of = nodeUnder(event);
    if (of !== undefined) tell(of, true);
  });

  const observer = new ResizeObserver(() => {
    const now = Math.floor(picture.clientWidth);
    if (now === width) return;
    width = now;
    redraw();
  });
  observer.observe(picture);

  return {
    element: root,
    show(plot, kept) {
      if (shown?.plot === plot && shown.kept === kept) return;
      shown = { plot, kept };
      canvas.classList.toggle("pickable", plot.pick !== undefined);
      root.classList.toggle("wide", plot.wide === true);
      title.textContent = plot.figure.title;
      picture.setAttribute("aria-label", `${plot.figure.title}. ${plot.summary}`);
      files.setAttribute("aria-label", `Files of: ${plot.figure.title}`);
      table.setAttribute("aria-label", `Numbers of: ${plot.figure.title}`);
      summary.textContent = plot.summary;
      redraw();
      if (!table.hidden) fillTable(plot.figure);
    },
    redraw,
    close() {
      observer.disconnect();
      lines?.destroy();
    },
  };
}
