import { connect, isCancelled, models, type RunResult } from "@isocortex/lab";

function element<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} #${id}.`);
}

const form = element("form", HTMLFormElement);
const model = element("model", HTMLSelectElement);
const noise = element("noise", HTMLInputElement);
const runButton = element("run", HTMLButtonElement);
const cancelButton = element("cancel", HTMLButtonElement);
const progress = element("progress", HTMLProgressElement);
const status = element("status", HTMLParagraphElement);
const arrays = element("arrays", HTMLTableElement);

for (const { name, title } of models.values()) model.add(new Option(title, name));

const lab = connect();
let controller = new AbortController();

function show({ record }: RunResult): void {
  const rows = Object.entries(record.arrays).map(([name, { shape, unit, sha256 }]) => {
    const row = document.createElement("tr");
    for (const text of [name, shape.join(" × "), unit, sha256]) row.insertCell().textContent = text;
    return row;
  });
  arrays.tBodies[0]!.replaceChildren(...rows);
  arrays.hidden = false;
  status.textContent = `${record.experiment.name}: ${record.wallMs.toFixed(0)} ms; step ${record.audit.verdict} its audit.`;
}

async function run(): Promise<void> {
  controller = new AbortController();
  runButton.disabled = true;
  cancelButton.disabled = false;
  status.textContent = "Running";
  try {
    const result = await lab.run(
      { isocortex: 1, model: model.value, noise: noise.checked },
      {
        signal: controller.signal,
        onProgress: ({ fraction }) => {
          progress.value = fraction;
          return undefined;
        },
      },
    );
    progress.value = 1;
    show(result);
  } catch (error) {
    progress.value = 0;
    status.textContent = isCancelled(error)
      ? "Cancelled."
      : error instanceof Error
        ? error.message
        : String(error);
  } finally {
    runButton.disabled = false;
    cancelButton.disabled = true;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
cancelButton.addEventListener("click", () => controller.abort());
