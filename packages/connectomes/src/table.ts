/** A link: target area, source area, fraction of labelled neurons (FLN), of them supragranular (SLN). */
export type Link = readonly [target: string, source: string, fln: number, sln: number];

/** A connectome as it is kept: one record per area, one list of weighted links. */
export interface Table {
  readonly name: string;
  readonly title: string;
  readonly species: string;
  readonly citations: readonly string[];
  readonly licence: string;
  readonly source: string;
  /** SHA-256 of `JSON.stringify({ areas, links })`. */
  readonly sha256: string;
  readonly areas: readonly Readonly<Record<string, string | number | null>>[];
  readonly links: readonly Link[];
}
