/**
 * The level set 0 of values on a grid, as a graph. An edge of the grid between values of unlike sign holds one crossing; two
 * crossings of a cell are joined. Edges are numbered: (column, row) to the right, row·columns + column; upward, the same
 * plus columns·rows.
 */
export interface Crossings {
  /** Numbers of the edges that are crossed, ascending. */
  readonly edges: readonly number[];
  /** Pairs of edges, two numbers each. */
  readonly segments: readonly number[];
}

/**
 * Lorensen & Cline 1987 in two dimensions. A cell with four crossings is joined as the mean of its corners says; a cell
 * with a corner that is not finite has none.
 * @param values (rows, columns) from the lower left
 */
export function marchingSquares(values: Float64Array, columns: number, rows: number): Crossings {
  const upward = columns * rows;
  const segments: number[] = [];
  for (let r = 0; r + 1 < rows; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      const at = r * columns + c;
      const [a, b, d, e] = [values[at]!, values[at + 1]!, values[at + columns]!, values[at + columns + 1]!];
      const [bottom, top, left, right] = [at, at + columns, upward + at, upward + at + 1];
      const signs = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (e > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (signs === 0 || signs === 15 || !Number.isFinite(a + b + d + e)) continue;
      const high = a + b + d + e > 0;
      switch (signs) {
        case 1:
        case 14:
          segments.push(left, bottom);
          break;
        case 2:
        case 13:
          segments.push(bottom, right);
          break;
        case 3:
        case 12:
          segments.push(left, right);
          break;
        case 4:
        case 11:
          segments.push(right, top);
          break;
        case 6:
        case 9:
          segments.push(bottom, top);
          break;
        case 7:
        case 8:
          segments.push(left, top);
          break;
        case 5:
          segments.push(...(high ? [left, top, bottom, right] : [left, bottom, right, top]));
          break;
        case 10:
          segments.push(...(high ? [left, bottom, right, top] : [left, top, bottom, right]));
          break;
      }
    }
  }
  return { edges: [...new Set(segments)].sort((p, q) => p - q), segments };
}

/** Chains of edges that segments join, open ones first; the first and last of a closed one are the same. */
export function joinSegments(segments: readonly number[]): number[][] {
  const joined = new Map<number, number[]>();
  for (let s = 0; s < segments.length; s += 2) {
    for (const edge of [segments[s]!, segments[s + 1]!]) joined.set(edge, [...(joined.get(edge) ?? []), s]);
  }
  const used = new Set<number>();
  const chainFrom = (start: number): number[] => {
    const chain = [start];
    for (;;) {
      const at = chain[chain.length - 1]!;
      const segment = joined.get(at)!.find((s) => !used.has(s));
      if (segment === undefined) return chain;
      used.add(segment);
      chain.push(segments[segment] === at ? segments[segment + 1]! : segments[segment]!);
    }
  };
  const ends = [...joined].filter(([, of]) => of.length === 1).map(([edge]) => edge);
  return [...ends, ...joined.keys()].map(chainFrom).filter((chain) => chain.length > 1);
}
