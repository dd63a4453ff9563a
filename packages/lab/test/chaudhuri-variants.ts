import { connectome } from "@isocortex/connectomes";
import { chaudhuri2015, defaultSettings, defaultValues, jacobianAtStart } from "@isocortex/models";

/** The manipulations of the reference tables: name of their columns, and what makes them here. */
export const chaudhuriVariants = {
  paper: {},
  "hw10_bE0.064": { preset: "goudar-2021" },
  li_wang_2022: { preset: "li-wang-2022" },
  no_gradient_h0: { settings: { gradient: "none" } },
  no_gradient_hmean: { settings: { gradient: "mean" } },
  no_longrange_V1only: { settings: { longRange: false } },
  no_feedback: { settings: { feedback: false } },
  soma_input_area2: { input: "2" },
} as const satisfies Record<string, { preset?: string; settings?: object; input?: string }>;

export type Variant = keyof typeof chaudhuriVariants;

/** Jacobian (58, 58) of a variant, and white noise of unit power into the E cells of its input area. */
export function linearSystem(name: Variant): { areas: readonly string[]; A: Float64Array; Q: Float64Array } {
  const { preset, settings, input } = chaudhuriVariants[name] as {
    preset?: string;
    settings?: object;
    input?: string;
  };
  const macaque = connectome("macaque-29");
  const values = {
    ...defaultValues(chaudhuri2015.params),
    ...(preset ? chaudhuri2015.presets?.[preset]?.parameters : {}),
  };
  const circuit = chaudhuri2015.circuit(
    values,
    { ...defaultSettings(chaudhuri2015.switches), ...settings },
    macaque,
    false,
  );
  const at = macaque.areas.indexOf(input ?? "V1");
  const Q = new Float64Array(58 * 58);
  Q[at * 58 + at] = 1;
  return { areas: macaque.areas, A: jacobianAtStart(circuit)!, Q };
}
