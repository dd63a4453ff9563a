/** What a per-area number is. */
export interface Measure {
  readonly unit: string;
  readonly meaning: string;
  readonly source: string;
}

const leavitt = "Leavitt et al. 2017, Trends Neurosci 40:328, compiled by Froudist-Walsh et al. 2021";

/** The measures that the packaged connectomes carry, by name. */
export const measures: Readonly<Record<string, Measure>> = {
  hierarchy: {
    unit: "1",
    meaning: "position in the cortical hierarchy from laminar origin (SLN), 0 lowest to 1 highest",
    source:
      "macaque-29: Chaudhuri et al. 2015 (raw value over its maximum); macaque-40: Froudist-Walsh et al. 2021",
  },
  hierarchyRaw: {
    unit: "1",
    meaning: "position in the hierarchy as fitted, before scaling",
    source: "Chaudhuri et al. 2015",
  },
  spineCount: {
    unit: "spines/cell",
    meaning:
      "spines on basal dendrites of layer 2/3 pyramidal cells; macaque-29: measured, corrected for age, NaN where not " +
      "measured; macaque-40: values that are not whole numbers were imputed by the authors from the hierarchy",
    source:
      "Elston and co-workers; macaque-29: Mejias & Wang 2022, eLife 11:e72136, Table 1 (CC BY 4.0); " +
      "macaque-40: Froudist-Walsh et al. 2021",
  },
  d1Density: {
    unit: "arbitrary",
    meaning: "density of D1 receptors per neuron; areas that were not measured were imputed by the authors",
    source: "Froudist-Walsh et al. 2021",
  },
  delayPositive: {
    unit: "studies",
    meaning: "studies that report persistent delay activity",
    source: leavitt,
  },
  delayNegative: { unit: "studies", meaning: "studies that report none", source: leavitt },
  persistentData: {
    unit: "0 or 1",
    meaning: "more than half of the studies positive, and more than two studies",
    source: leavitt,
  },
  wellStudied: { unit: "0 or 1", meaning: "more than two studies", source: leavitt },
};
