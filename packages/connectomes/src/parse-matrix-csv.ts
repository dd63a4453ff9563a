/** A matrix with named rows and columns. */
export interface NamedMatrix {
  readonly areas: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

const MOST_CHARACTERS = 200_000_000;

/** Cells of one CSV line, quotes undone. */
function cellsOf(line: string, number: number): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] === '"') {
      let text = "";
      let end = at + 1;
      for (;;) {
        const quote = line.indexOf('"', end);
        if (quote < 0) throw new RangeError(`line ${number} has a quote that is not closed; close it.`);
        text += line.slice(end, quote);
        end = quote + 1;
        if (line[end] !== '"') break;
        text += '"';
        end++;
      }
      if (end < line.length && line[end] !== ",")
        throw new RangeError(`line ${number} has text after a closing quote.`);
      cells.push(text);
      at = end + 1;
    } else {
      const comma = line.indexOf(",", at);
      const end = comma < 0 ? line.length : comma;
      cells.push(line.slice(at, end).trim());
      at = end + 1;
    }
  }
  return cells;
}

/**
 * A square matrix from CSV: the first line names the source areas (its first cell is ignored), each further line a
 * target area and its numbers; lines that begin with # are comments. Rows may come in another order than columns.
 * @throws RangeError naming the line and column
 */
export function parseMatrixCsv(text: string): NamedMatrix {
  if (text.length > MOST_CHARACTERS)
    throw new RangeError(`the CSV has ${text.length} characters; expected at most ${MOST_CHARACTERS}.`);
  const lines = text
    .split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("#"));
  if (lines.length < 3)
    throw new RangeError(
      `the CSV has ${lines.length} lines; expected a line of area names and one line per area.`,
    );
  const areas = cellsOf(lines[0]!.line, lines[0]!.number).slice(1);
  const byName = new Map<string, number[]>();
  for (const { line, number } of lines.slice(1)) {
    const [target, ...cells] = cellsOf(line, number);
    if (cells.length !== areas.length) {
      throw new RangeError(
        `line ${number} has ${cells.length} numbers; expected ${areas.length}, one per area of the first line.`,
      );
    }
    if (byName.has(target!))
      throw new RangeError(`line ${number} repeats area "${target}"; give each area one line.`);
    byName.set(
      target!,
      cells.map((cell, j) => {
        const value = cell === "" ? Number.NaN : Number(cell);
        if (Number.isNaN(value) && !/^nan$/i.test(cell)) {
          throw new RangeError(
            `line ${number}, column ${areas[j]}: "${cell.slice(0, 40)}" is not a number; use 0 for no link.`,
          );
        }
        return value;
      }),
    );
  }
  const missing = areas.filter((area) => !byName.has(area));
  const extra = [...byName.keys()].filter((area) => !areas.includes(area));
  if (missing.length > 0 || extra.length > 0) {
    throw new RangeError(
      `rows and columns name different areas (${missing.length > 0 ? `no row for ${missing.slice(0, 5).join(", ")}` : ""}` +
        `${missing.length > 0 && extra.length > 0 ? "; " : ""}${extra.length > 0 ? `no column for ${extra.slice(0, 5).join(", ")}` : ""}); ` +
        "the matrix must be square, with the same names on both sides.",
    );
  }
  return { areas, rows: areas.map((area) => byName.get(area)!) };
}
