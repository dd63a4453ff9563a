import { button, element } from "./dom.js";
import type { Control, Controls, NumberControl, State, Value } from "./page.js";

/** The controls of a page. */
export interface ControlsView {
  readonly element: HTMLElement;
  set(state: State): void;
  lock(locked: boolean): void;
}

interface ControlsOptions {
  readonly hide: readonly string[];
  /** While a slider moves. */
  onInput(name: string, value: Value): void;
  /** Once it is let go. */
  onCommit(): void;
}

interface Field {
  readonly element: HTMLElement;
  set(value: Value): void;
}

type Tell = (value: Value, done: boolean) => void;

const COARSE = 10;

function clamp(value: number, [low, high]: NumberControl["range"]): number {
  return Math.min(high, Math.max(low, value));
}

function round(value: number, { step, range }: NumberControl): number {
  const steps = Math.round((value - range[0]) / step);
  return Number(clamp(range[0] + steps * step, range).toPrecision(10));
}

function numberField(name: string, control: NumberControl, tell: Tell): Field {
  const { label, unit, range, step, help } = control;
  const id = `control-${name}`;
  const limits = { min: range[0], max: range[1] };
  const slider = element("input", { attributes: { type: "range", id, step, ...limits } });
  const box = element("input", {
    class: "number-box",
    attributes: {
      type: "number",
      step: "any",
      "aria-label": unit ? `${label}, in ${unit}` : label,
      inputmode: "decimal",
      ...limits,
    },
  });
  const note = element("span", { class: "field-note", attributes: { role: "status" } });
  const show = (value: number): void => {
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", `${value} ${unit}`.trim());
    if (document.activeElement !== box) box.value = String(value);
  };
  slider.addEventListener("input", () => {
    const value = round(Number(slider.value), control);
    box.value = String(value);
    slider.setAttribute("aria-valuetext", `${value} ${unit}`.trim());
    tell(value, false);
  });
  slider.addEventListener("change", () => tell(round(Number(slider.value), control), true));
  slider.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!event.shiftKey || direction === undefined) return;
    event.preventDefault();
    const value = round(Number(slider.value) + direction * COARSE * step, control);
    show(value);
    tell(value, true);
  });
  box.addEventListener("change", () => {
    const typed = Number(box.value);
    const usable = box.value.trim() !== "" && Number.isFinite(typed);
    const value = usable ? clamp(typed, range) : Number(slider.value);
    note.textContent = usable && value === typed ? "" : `${range[0]} to ${range[1]} ${unit}`.trim();
    box.value = String(value);
    slider.value = String(value);
    if (usable) tell(value, true);
  });
  return {
    element: element(
      "div",
      { class: "field" },
      element("label", { text: label, attributes: { for: id } }),
      element("div", { class: "field-row" }, slider, box, element("span", { class: "unit", text: unit })),
      help !== undefined && element("p", { class: "field-help", text: help }),
      note,
    ),
    set: (value) => {
      show(Number(value));
      box.value = String(value);
    },
  };
}

function choiceField(name: string, control: Extract<Control, { kind: "choice" }>, tell: Tell): Field {
  const { label, options, help } = control;
  const id = `control-${name}`;
  const select = element(
    "select",
    { attributes: { id } },
    ...Object.entries(options).map(([value, text]) => element("option", { text, attributes: { value } })),
  );
  select.addEventListener("change", () => tell(select.value, true));
  return {
    element: element(
      "div",
      { class: "field" },
      element("label", { text: label, attributes: { for: id } }),
      select,
      help !== undefined && element("p", { class: "field-help", text: help }),
    ),
    set(value) {
      select.value = String(value);
    },
  };
}

function toggleField(name: string, control: Extract<Control, { kind: "toggle" }>, tell: Tell): Field {
  const { label, help } = control;
  const id = `control-${name}`;
  const box = element("input", { attributes: { type: "checkbox", id } });
  box.addEventListener("change", () => tell(box.checked, true));
  return {
    element: element(
      "div",
      { class: "field" },
      element("label", { class: "check", attributes: { for: id } }, box, label),
      help !== undefined && element("p", { class: "field-help", text: help }),
    ),
    set(value) {
      box.checked = value === true;
    },
  };
}

function fieldOf(name: string, control: Control, tell: Tell): Field {
  switch (control.kind) {
    case "number":
      return numberField(name, control, tell);
    case "choice":
      return choiceField(name, control, tell);
    case "toggle":
      return toggleField(name, control, tell);
  }
}

/** Makes the controls; those of the drawer are behind "More". */
export function createControls(
  controls: Controls,
  { hide, onInput, onCommit }: ControlsOptions,
): ControlsView {
  const shown = Object.entries(controls).filter(([name]) => !hide.includes(name));
  const fields = new Map(
    shown.map(([name, control]) => [
      name,
      fieldOf(name, control, (value, done) => {
        onInput(name, value);
        if (done) onCommit();
      }),
    ]),
  );
  const part = (drawer: boolean): HTMLElement[] =>
    shown
      .filter(([, control]) => (control.drawer ?? false) === drawer)
      .map(([name]) => fields.get(name)!.element);
  const drawn = part(true);
  const drawer = element("div", { class: "drawer", attributes: { hidden: true, id: "drawer" } }, ...drawn);
  const more = button(
    "More",
    () => {
      drawer.hidden = !drawer.hidden;
      more.setAttribute("aria-expanded", String(!drawer.hidden));
    },
    { attributes: { "aria-expanded": "false", "aria-controls": "drawer" } },
  );
  const root = element(
    "fieldset",
    { class: "controls" },
    element("legend", { text: "Controls" }),
    ...part(false),
    ...(drawn.length > 0 ? [more, drawer] : []),
  );
  return {
    element: root,
    set(state) {
      for (const [name, field] of fields) field.set(state[name]!);
    },
    lock(locked) {
      root.disabled = locked;
    },
  };
}
