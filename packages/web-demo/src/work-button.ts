import { isCancelled } from "@isocortex/lab";
import { button, element } from "./dom.js";

/** A button that starts longer work, shows how far it is and can end it. */
export interface WorkButton {
  readonly element: HTMLElement;
  /** Ends what is under way, as when what it was started for has changed. */
  cancel(): void;
}

interface WorkButtonOptions {
  readonly label: string;
  /** Rejects as cancelled when the signal says so. */
  work(signal: AbortSignal, progress: (fraction: number) => void): Promise<void>;
}

export function createWorkButton({ label, work }: WorkButtonOptions): WorkButton {
  let controller: AbortController | undefined;
  const bar = element("progress", {
    attributes: { max: 1, value: 0, hidden: true, "aria-label": `Progress: ${label}` },
  });
  const told = element("span", { class: "field-note", attributes: { role: "status" } });
  const start = button(label, () => void begin());
  const end = button("Cancel", () => controller?.abort(), {
    attributes: { hidden: true, "aria-label": `Cancel: ${label}` },
  });

  async function begin(): Promise<void> {
    const own = new AbortController();
    controller = own;
    start.disabled = true;
    end.hidden = bar.hidden = false;
    told.textContent = "";
    bar.value = 0;
    try {
      await work(own.signal, (fraction) => {
        bar.value = fraction;
      });
    } catch (error) {
      if (!isCancelled(error)) told.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      controller = undefined;
      start.disabled = false;
      end.hidden = bar.hidden = true;
    }
  }

  return {
    element: element("div", { class: "work" }, start, end, bar, told),
    cancel: () => controller?.abort(),
  };
}
