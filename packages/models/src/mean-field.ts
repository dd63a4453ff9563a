import type { ParameterTable, Preset, SettingsOf, SwitchTable, ValuesOf } from "./model.js";

/** An unknown of self-consistency equations, such as the rate of a population. */
export interface Unknown {
  readonly name: string;
  readonly unit: string;
  readonly initial: number;
  /** Where solutions are looked for. */
  readonly range: readonly [low: number, high: number];
}

/** A model given by self-consistency equations x = map(x), as mean fields of spiking networks are. */
export interface MeanField<P extends ParameterTable = ParameterTable, S extends SwitchTable = SwitchTable> {
  readonly name: string;
  readonly title: string;
  /** Citation keys, the model's own paper first. */
  readonly cite: readonly string[];
  readonly params: P;
  readonly switches: S;
  readonly presets?: Readonly<Record<string, Preset<P, S>>>;
  readonly unknowns: readonly Unknown[];
  /** The map of the unknowns, (unknowns) to (unknowns), a new array. */
  map(values: ValuesOf<P>, settings: SettingsOf<S>): (x: Float64Array) => Float64Array;
}

/** Declares a mean field, keeping the names of its parameters and switches in its type. */
export function defineMeanField<const P extends ParameterTable, const S extends SwitchTable>(
  meanField: MeanField<P, S>,
): MeanField<P, S> {
  return Object.freeze(meanField);
}
