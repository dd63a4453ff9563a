import type { Figure, UnrollingRecord, UnrollingResult } from "@isocortex/lab";
import { button, element } from "../../src/dom.js";
import type { OwnPart, Stage } from "../../src/page.js";
import { createPlotView, NODE_EVENT, type NodeEvent } from "../../src/plots/plot-view.js";
import { createEqualityMeter } from "./equality-meter.js";

type Graph = Extract<Figure, { kind: "graph" }>;

const isGraph = (figure: Figure): figure is Graph => figure.kind === "graph";

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function summaryOf({ nodes, edges, caption }: Graph): string {
  const boxes = nodes.filter(({ outside }) => !outside).length;
  return `${caption} ${counted(boxes, "box", "boxes")}, ${counted(edges.length, "arrow", "arrows")}.`;
}

/** Where a thing is in each of the drawings. */
function placesOf(name: string, figures: readonly Graph[]): string {
  const copies = figures.map(({ nodes }) => nodes.filter(({ of }) => of === name));
  const layers = [...new Set(copies[3]!.filter(({ outside }) => !outside).map(({ y }) => y))];
  return (
    `${name}: one box as feedforward and one as recurrent, ${counted(copies[2]!.length, "copy", "copies")} in time, ${counted(copies[3]!.length, "copy", "copies")} in space` +
    (layers.length > 0 ? `, in ${layers.length === 1 ? "layer" : "layers"} ${layers.join(", ")}.` : ".")
  );
}

function countersOf({ recurrent, sizes, request }: UnrollingRecord): HTMLTableElement {
  const { time, space } = sizes[request.steps - 1]!;
  const rows: readonly (readonly [string, ...(number | string)[]])[] = [
    ["units", recurrent.units, time.units, space.units],
    ["weights", recurrent.weights, time.weights, space.weights],
    ["parameters, copies tied", recurrent.parameters, time.parameters, space.parameters],
    ["parameters, untied", recurrent.parameters, time.untiedParameters, space.untiedParameters],
    ["layers", "loops", time.layers, space.layers],
  ];
  const head = ["", "recurrent", "in time", "in space"];
  return element(
    "table",
    {},
    element("caption", { text: `Sizes over T = ${request.steps}` }),
    element(
      "thead",
      {},
      element("tr", {}, ...head.map((text) => element("th", { text, attributes: { scope: "col" } }))),
    ),
    element(
      "tbody",
      {},
      ...rows.map(([name, ...numbers]) =>
        element(
          "tr",
          {},
          element("th", { text: name, attributes: { scope: "row" } }),
          ...numbers.map((number) => element("td", { text: String(number) })),
        ),
      ),
    ),
  );
}

/** The four drawings, in which copies of one area are shown together, with what they have in common. */
export function createFourDrawings({ announce }: Stage): OwnPart {
  const views = Array.from({ length: 4 }, createPlotView);
  const meter = createEqualityMeter();
  const counters = element("div", { class: "table-scroll counters" });
  const names = element("div", {
    class: "buttons",
    attributes: { role: "group", "aria-label": "Show the copies of" },
  });
  const told = element("p", { class: "told" });
  const gallery = element("div", { class: "gallery" }, ...views.map((view) => view.element));
  let figures: readonly Graph[] = [];
  let picked: string | undefined;

  function draw(marked: string | undefined): void {
    figures.forEach((figure, i) => {
      views[i]!.show({ figure, summary: summaryOf(figure), marked }, undefined);
    });
    told.textContent =
      marked === undefined
        ? "Point at an area to see its copies, or pick one here."
        : placesOf(marked, figures);
  }

  function pick(name: string): void {
    picked = picked === name ? undefined : name;
    for (const one of names.querySelectorAll("button"))
      one.setAttribute("aria-pressed", String(one.textContent === picked));
    draw(picked);
    announce(told.textContent ?? "");
  }

  gallery.addEventListener(NODE_EVENT, (event) => {
    const { of, picked: chosen } = (event as NodeEvent).detail;
    if (chosen && of !== undefined) pick(of);
    else draw(of ?? picked);
  });

  function list(areas: readonly string[]): void {
    const all = ["input", ...areas, "output"];
    if ([...names.children].map(({ textContent }) => textContent).join() === all.join()) return;
    if (picked !== undefined && !all.includes(picked)) picked = undefined;
    names.replaceChildren(
      ...all.map((name) =>
        button(name, () => pick(name), { attributes: { "aria-pressed": String(name === picked) } }),
      ),
    );
  }

  return {
    element: element(
      "section",
      { class: "drawings", attributes: { "aria-label": "Four drawings of one network" } },
      element("div", { class: "panel" }, meter.element, counters, names, told),
      gallery,
    ),
    update(_, shown) {
      const result = shown?.own as UnrollingResult | undefined;
      if (!result) return;
      figures = result.figures.filter(isGraph);
      meter.show(result.record);
      counters.replaceChildren(countersOf(result.record));
      list(result.record.areas);
      draw(picked);
    },
    close() {
      for (const view of views) view.close();
    },
  };
}
