import { type Circuit, defaultSettings, defaultValues, type Model, models } from "../src/index.js";

export interface Variant {
  readonly preset?: string;
  readonly values?: Readonly<Record<string, number>>;
  readonly options?: Readonly<Record<string, string | boolean>>;
  readonly noise?: boolean;
}

/** The circuit of a local model, as published unless a preset, values or options say otherwise. */
export function circuitOf(name: string, { preset, values, options, noise = false }: Variant = {}): Circuit {
  const model = models.get(name) as Model;
  const set = preset === undefined ? {} : model.presets![preset]!;
  return model.circuit(
    { ...defaultValues(model.params), ...set.parameters, ...values },
    { ...defaultSettings(model.switches), ...set.options, ...options },
    undefined,
    noise,
  );
}
