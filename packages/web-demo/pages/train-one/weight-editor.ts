import type { NdArray } from "@isocortex/lab";
import { button, element } from "../../src/dom.js";
import { unitOrder } from "./results.js";

type Arrays = Readonly<Record<string, NdArray>>;
type Connections = readonly (readonly number[])[] | undefined;

/** Fields by which a recurrent weight is picked and set. */
export interface WeightEditor {
  readonly element: HTMLElement;
  /**
   * Takes the weights over, or hides where there are none.
   * @param connections [to][from], 0 where there is none; all are there when left out
   */
  show(arrays: Arrays | undefined, connections?: Connections): void;
  /** Picks a cell of the matrix, as sorted. */
  pick(row: number, column: number): void;
  /** The picked cell, as sorted. */
  readonly picked: readonly [row: number, column: number];
}

interface EditorOptions {
  /** A cell was picked. */
  onPick(): void;
  /** A weight was set: the weights with it. */
  onSet(arrays: Arrays, told: string): void;
}

/** What a weight may be, in words. */
function allowed(low: number, high: number): string {
  if (low === 0 && high === 0) return "No connection: 0.";
  if (low === 0) return "Excitatory: 0 or more.";
  return high === 0 ? "Inhibitory: 0 or less." : "Any number.";
}

/** Makes the editor. */
export function createWeightEditor({ onPick, onSet }: EditorOptions): WeightEditor {
  let arrays: Arrays | undefined;
  let connections: Connections;
  let order: ReturnType<typeof unitOrder> = [];
  const to = element("select", { attributes: { id: "weight-to" } });
  const from = element("select", { attributes: { id: "weight-from" } });
  const box = element("input", {
    class: "number-box",
    attributes: { type: "number", step: "any", id: "weight-value", inputmode: "decimal" },
  });
  const note = element("p", { class: "field-help", attributes: { role: "status" } });
  const field = (label: string, control: HTMLElement): HTMLElement =>
    element(
      "div",
      { class: "field" },
      element("label", { text: label, attributes: { for: control.id } }),
      control,
    );
  const root = element(
    "form",
    { class: "panel weight-editor", attributes: { "aria-label": "Edit a weight", hidden: true } },
    field("From unit", from),
    field("To unit", to),
    field("Weight", box),
    button("Set this weight", set),
    note,
  );
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    set();
  });
  for (const select of [to, from])
    select.addEventListener("change", () => {
      read();
      onPick();
    });

  const place = (): number => order[to.selectedIndex]!.unit * order.length + order[from.selectedIndex]!.unit;

  /** The range that the network's connections and Dale's law leave the picked weight. */
  function range(): readonly [low: number, high: number] {
    const [post, pre] = [order[to.selectedIndex]!.unit, order[from.selectedIndex]!.unit];
    if (connections?.[post]?.[pre] === 0) return [0, 0];
    const sign = arrays?.dale_signs?.data[pre] ?? 0;
    return [sign > 0 ? 0 : Number.NEGATIVE_INFINITY, sign < 0 ? 0 : Number.POSITIVE_INFINITY];
  }

  function read(): void {
    box.value = String(Number(arrays!.W_rec!.data[place()]!.toPrecision(4)));
    note.textContent = allowed(...range());
  }

  function set(): void {
    const value = Number(box.value);
    const [low, high] = range();
    if (!arrays || box.value.trim() === "" || !Number.isFinite(value) || value < low || value > high) {
      note.textContent = `${allowed(low, high)} ${box.value || "Nothing"} is not.`;
      return;
    }
    const { W_rec, ...rest } = arrays;
    const data = W_rec!.data.slice();
    data[place()] = value;
    const told = `Weight from ${from.value} to ${to.value} set from ${W_rec!.data[place()]!.toPrecision(3)} to ${value}.`;
    onSet({ ...rest, W_rec: { shape: W_rec!.shape, data } }, told);
  }

  return {
    element: root,
    show(next, there) {
      // What is being typed stays.
      if (next === arrays && there === connections) return;
      arrays = next;
      connections = there;
      root.hidden = next === undefined;
      if (!next) return;
      const names = unitOrder(next);
      if (names.map(({ name }) => name).join() !== order.map(({ name }) => name).join()) {
        order = names;
        for (const select of [to, from])
          select.replaceChildren(...order.map(({ name }) => element("option", { text: name })));
      }
      read();
    },
    pick(row, column) {
      to.selectedIndex = row;
      from.selectedIndex = column;
      read();
      onPick();
    },
    get picked() {
      return [Math.max(0, to.selectedIndex), Math.max(0, from.selectedIndex)] as const;
    },
  };
}
