import { InputError, scalar } from "@isocortex/core-wasm";
import { type DifferenceOfGaussians, sensitivityAt } from "../local/difference-of-gaussians.js";
import type { ParameterTable, ValuesOf } from "../model.js";
import { cosOfTurn, sinOfTurn } from "../scalar-math.js";
import { filterImage, type PixelFilter, type PixelMap, pixelFilter, pixelMap } from "./filter-image.js";

const ours = "chosen by us";

/** Constants of the hierarchy; lengths in pixels. */
export const featureHierarchyParams = {
  rc: { value: 1, unit: "pixel", from: ours, range: [0.1, 20] },
  rs: { value: 2, unit: "pixel", from: ours, range: [0.1, 20] },
  orientations: { value: 8, unit: "1", from: ours, range: [1, 64] },
  wavelength: { value: 6, unit: "pixel", from: ours, range: [2, 100] },
  envelope: { value: 2.5, unit: "pixel", from: ours, range: [0.5, 50] },
  aspect: { value: 0.6, unit: "1", from: ours, range: [0.1, 2] },
  poolRadius: { value: 2, unit: "pixel", from: ours, range: [0, 50] },
  templateWidth: { value: 0.3, unit: "1", from: ours, range: [0.01, 10] },
} as const satisfies ParameterTable;

export type FeatureHierarchyValues = ValuesOf<typeof featureHierarchyParams>;

/** Phases of the filters in turns, in quadrature; each serves two antagonist simple cells. */
const PHASES = [0, 0.25] as const;

/** Responses to one image, layer by layer; maps of the image's size. */
export interface FeatureResponses {
  /** On minus Off cells: the image through a balanced difference of Gaussians. */
  readonly centreSurround: PixelMap;
  /** Simple cells, rectified: (orientations)(phases 0, 180, 90 and 270 degrees). */
  readonly simple: readonly (readonly PixelMap[])[];
  /** Complex cells: the largest simple cell of their orientation over phases and places within poolRadius. */
  readonly complex: readonly PixelMap[];
}

/** A filter minus its mean, so that uniform light gives 0, over the sum of its sizes. */
function balanced(filter: PixelFilter): PixelFilter {
  const mean = filter.data.reduce((sum, w) => sum + w, 0) / filter.data.length;
  const centred = filter.data.map((w) => w - mean);
  const total = centred.reduce((sum, w) => sum + Math.abs(w), 0);
  return { ...filter, data: centred.map((w) => w / total) };
}

/** Centre-surround filter whose surround has the volume of its centre. */
function centreSurroundFilter({ rc, rs }: FeatureHierarchyValues): PixelFilter {
  const field: DifferenceOfGaussians = { Kc: 1, Ks: (rc * rc) / (rs * rs), rc, rs };
  const radius = Math.ceil(3 * rs);
  return balanced(
    pixelFilter(radius, (down, right) => sensitivityAt(field, Math.sqrt(down * down + right * right))),
  );
}

/**
 * Gabor filter: a grating at `degrees` from horizontal, counter-clockwise, under a Gaussian envelope that is longer along its
 * bars. Hubel & Wiesel 1962 as Jones & Palmer 1987, J Neurophysiol 58:1233 fit it.
 */
function gaborFilter(v: FeatureHierarchyValues, degrees: number, phase: number): PixelFilter {
  const radius = Math.ceil((2.5 * v.envelope) / Math.min(1, v.aspect));
  const [cos, sin] = [cosOfTurn(degrees, 360), sinOfTurn(degrees, 360)];
  return balanced(
    pixelFilter(radius, (down, right) => {
      const along = right * cos - down * sin;
      const across = right * sin + down * cos;
      const [a, b] = [across / v.envelope, (v.aspect * along) / v.envelope];
      return scalar.exp(-(a * a + b * b) / 2) * cosOfTurn(across / v.wavelength + phase);
    }),
  );
}

/** Preferred orientations, degrees from horizontal, counter-clockwise. */
export function preferredOrientations({ orientations }: FeatureHierarchyValues): readonly number[] {
  return Array.from({ length: orientations }, (_, o) => (180 * o) / orientations);
}

/** The largest of some maps at every pixel, over the pixels within `radius` rows and columns. */
function maxPool(maps: readonly PixelMap[], radius: number): PixelMap {
  const { rows, columns } = maps[0]!;
  return pixelMap(rows, columns, (row, column) => {
    let most = 0;
    for (let r = Math.max(0, row - radius); r <= Math.min(rows - 1, row + radius); r++)
      for (let c = Math.max(0, column - radius); c <= Math.min(columns - 1, column + radius); c++)
        for (const { data } of maps) most = Math.max(most, data[r * columns + c]!);
    return most;
  });
}

/** Cells that respond to images, with their filters made once. */
export interface FeatureHierarchy {
  readonly orientations: readonly number[];
  respond(image: PixelMap): FeatureResponses;
  /**
   * Template units, one per image they were shown: exp(-d²/2 width²) of the distance d of the complex cells' responses to those
   * of their template, each scaled to length 1. @throws InputError when a template is of another size than the image
   */
  templateUnits(templates: readonly PixelMap[]): (image: PixelMap) => Float64Array;
}

/** @throws InputError when an image is not as long as its rows and columns say, or not finite */
function checkImage({ rows, columns, data }: PixelMap): void {
  if (!(Number.isInteger(rows) && Number.isInteger(columns) && rows > 0 && data.length === rows * columns)) {
    throw new InputError(
      `the image has ${data.length} pixels; expected rows times columns, ${rows} x ${columns}, whole numbers above 0.`,
      { path: "image" },
    );
  }
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new InputError(`pixel ${bad} of the image is ${data[bad]}; expected finite numbers.`, {
    path: "image",
  });
}

/** All complex responses one after another, scaled to length 1 (or 0 where nothing responds). */
function pattern({ complex }: FeatureResponses): Float64Array {
  const all = Float64Array.from(complex.flatMap(({ data }) => [...data]));
  const length = Math.sqrt(all.reduce((sum, r) => sum + r * r, 0));
  return length > 0 ? all.map((r) => r / length) : all;
}

/** @throws InputError for a value out of its range, or a fraction where a whole number is meant */
function checkValues(values: FeatureHierarchyValues): void {
  for (const [name, { range }] of Object.entries(featureHierarchyParams)) {
    const value = values[name as keyof FeatureHierarchyValues];
    const whole = name === "orientations" || name === "poolRadius";
    if (value >= range[0] && value <= range[1] && (!whole || Number.isInteger(value))) continue;
    throw new InputError(
      `${name} is ${value}; expected ${whole ? "a whole number from " : ""}${range[0]} to ${range[1]}.`,
      { path: name },
    );
  }
}

/**
 * From light to shape: centre-surround cells, oriented simple cells, complex cells that pool them, and units tuned to whole
 * patterns. Hubel & Wiesel 1962, J Physiol 160:106; Riesenhuber & Poggio 1999, Nat Neurosci 2:1019.
 */
export function featureHierarchy(change: Partial<FeatureHierarchyValues> = {}): FeatureHierarchy {
  const defaults = Object.fromEntries(
    Object.entries(featureHierarchyParams).map(([name, { value }]) => [name, value]),
  ) as FeatureHierarchyValues;
  const values = { ...defaults, ...change };
  checkValues(values);
  const orientations = preferredOrientations(values);
  const spots = centreSurroundFilter(values);
  const bars = orientations.map((degrees) => PHASES.map((phase) => gaborFilter(values, degrees, phase)));

  function respond(image: PixelMap): FeatureResponses {
    checkImage(image);
    const centreSurround = filterImage(image, spots);
    const simple = bars.map((phases) =>
      phases.flatMap((filter) => {
        const linear = filterImage(centreSurround, filter);
        return [1, -1].map((sign) => ({ ...linear, data: linear.data.map((r) => Math.max(sign * r, 0)) }));
      }),
    );
    const complex = simple.map((phases) => maxPool(phases, values.poolRadius));
    return { centreSurround, simple, complex };
  }

  function templateUnits(templates: readonly PixelMap[]): (image: PixelMap) => Float64Array {
    const stored = templates.map((image) => pattern(respond(image)));
    return (image) => {
      const seen = pattern(respond(image));
      return Float64Array.from(stored, (template, t) => {
        if (template.length !== seen.length) {
          throw new InputError(
            `the image is ${image.rows} x ${image.columns} pixels; expected the size of template ${t}, ` +
              `${templates[t]!.rows} x ${templates[t]!.columns}.`,
            { path: "image" },
          );
        }
        const square = template.reduce((sum, r, i) => sum + (r - seen[i]!) * (r - seen[i]!), 0);
        return scalar.exp(-square / (2 * values.templateWidth * values.templateWidth));
      });
    };
  }

  return { orientations, respond, templateUnits };
}
