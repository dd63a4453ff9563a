import type { Figure } from "@isocortex/lab";
import { axisText, type Surface } from "./canvas-axes.js";
import { cssColour, isLight, magnitudeColour, type Rgb, signedColour } from "./colour-maps.js";
import { tickText } from "./ticks.js";

type Matrix = Extract<Figure, { kind: "matrix" }>;

interface Range {
  readonly low: number;
  readonly high: number;
  readonly signed: boolean;
  readonly log: boolean;
}

function rangeOf({ values, scale }: Matrix): Range {
  const log = scale.type === "log";
  const shown = values.flat().filter((value) => Number.isFinite(value) && (!log || value > 0));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of shown) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1, signed: false, log };
  const signed = !log && low < 0;
  const most = Math.max(Math.abs(low), Math.abs(high));
  return signed
    ? { low: -most, high: most, signed, log }
    : { low: log ? low : Math.min(0, low), high, signed, log };
}

function colourOf(value: number, { low, high, signed, log }: Range): Rgb {
  if (signed) return signedColour(value / (high || 1));
  const fraction = log
    ? Math.log(value / low) / Math.log(high / low || 2)
    : (value - low) / (high - low || 1);
  return magnitudeColour(fraction);
}

const MOST_CELL = 90;
const ROOM_FOR_NUMBERS = 44;
const MOST_NAME = 110;
const SCALE_ROOM = 76;
const FOOT = 30;
const LEAST_SCALE = 90;

/** Few rows are made high enough for their names, where cells are smaller. */
const FEW_ROWS = 12;
const NAME_HEIGHT = 15;

/** Of a course of many things over time cells may be low and wide, and names stand as far apart as those of an axis. */
const LEAST_ROW = 6;
const COURSE_SPACING = 30;
const isCourse = ({ rows, columns }: Pick<Matrix, "rows" | "columns">): boolean =>
  rows.length > FEW_ROWS && columns.length > rows.length;

/** Room of the cells: where they start, and how large they are where only the width limits them. */
function layoutOf({ rows, columns }: Matrix, width: number, widest: (names: readonly string[]) => number) {
  const left = Math.min(MOST_NAME, widest(rows) + 30);
  const across = Math.min((width - left - SCALE_ROOM) / columns.length, MOST_CELL);
  const turned = !isCourse({ rows, columns }) && widest(columns) > across - 3;
  const least = rows.length <= FEW_ROWS ? NAME_HEIGHT : isCourse({ rows, columns }) ? LEAST_ROW : 0;
  const high = Math.max(across, least);
  return { left, across, high, turned, top: turned ? Math.min(MOST_NAME, widest(columns) + 12) : 22 };
}

/** About as wide as a character of the plots' font. */
const CHARACTER = 7;
const MOST_HEIGHT = 620;

/** The height that a matrix needs at a width. */
export function matrixHeight(figure: Matrix, width: number): number {
  const widest = (names: readonly string[]): number =>
    CHARACTER * Math.max(0, ...names.map(({ length }) => length));
  const { high, top } = layoutOf(figure, width, widest);
  return Math.min(MOST_HEIGHT, top + Math.max(LEAST_SCALE, high * figure.rows.length) + FOOT);
}

/** A cell's number in black or white, whichever is read better on its colour. */
function writeValue({ context }: Surface, value: number, colour: Rgb, x: number, y: number): void {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = isLight(colour) ? "#000" : "#fff";
  context.fillText(tickText(Number(value.toPrecision(3))), x, y);
}

/** Where a matrix's cells are, in CSS pixels. */
interface Cells {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly tall: number;
  /** Whether the names of columns stand upright. */
  readonly turned: boolean;
}

function cellsOf({ context, width, height, theme }: Surface, figure: Matrix): Cells {
  context.font = theme.font;
  const { left, top, across, high, turned } = layoutOf(figure, width, (names) =>
    Math.max(0, ...names.map((name) => context.measureText(name).width)),
  );
  const room = (height - top - FOOT) / figure.rows.length;
  const size = Math.max(2, Math.min(across, room));
  return { left, top, size, tall: Math.max(size, Math.min(high, room)), turned };
}

/** The cell at a place of the surface. */
export function cellAt(
  surface: Surface,
  figure: Matrix,
  x: number,
  y: number,
): readonly [row: number, column: number] | undefined {
  const { left, top, size, tall } = cellsOf(surface, figure);
  const [row, column] = [Math.floor((y - top) / tall), Math.floor((x - left) / size)];
  const there = row >= 0 && column >= 0 && row < figure.rows.length && column < figure.columns.length;
  return there ? [row, column] : undefined;
}

/** Frames a cell. */
export function frameCell(
  { context, theme }: Surface,
  { left, top, size, tall }: Cells,
  cell: readonly [row: number, column: number] | undefined,
): void {
  if (!cell) return;
  const [row, column] = cell;
  for (const [colour, width] of [
    [theme.paper, 4],
    [theme.ink, 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(left + column * size - 1, top + row * tall - 1, size + 2, tall + 2);
  }
}

/** Draws a matrix by colour with a bar that says what the colours mean. */
export function drawMatrix(surface: Surface, figure: Matrix): Cells {
  const { context, height, theme } = surface;
  const range = rangeOf(figure);
  const { rows, columns, values } = figure;
  const cells = cellsOf(surface, figure);
  const { left, top, size, tall, turned } = cells;
  values.forEach((row, i) => {
    row.forEach((value, j) => {
      const missing = !Number.isFinite(value) || (range.log && value <= 0);
      const colour = missing ? undefined : colourOf(value, range);
      context.fillStyle = colour ? cssColour(colour) : theme.faint;
      context.fillRect(left + j * size, top + i * tall, size + 0.5, tall + 0.5);
      if (colour && size >= ROOM_FOR_NUMBERS)
        writeValue(surface, value, colour, left + (j + 0.5) * size, top + (i + 0.5) * tall);
    });
  });
  context.fillStyle = theme.ink;
  const spacing = isCourse(figure) ? COURSE_SPACING : 11;
  const every = Math.ceil(spacing / tall);
  const widest = Math.max(0, ...columns.map((name) => context.measureText(name).width));
  const everyColumn = turned
    ? Math.ceil(spacing / size)
    : Math.ceil((widest + (isCourse(figure) ? COURSE_SPACING : 0)) / size);
  context.textBaseline = "middle";
  context.textAlign = "right";
  rows.forEach((name, i) => {
    if (i % every === 0) context.fillText(name, left - 5, top + (i + 0.5) * tall);
  });
  context.textAlign = "left";
  columns.forEach((name, j) => {
    if (j % everyColumn !== 0) return;
    context.save();
    context.translate(left + (j + 0.5) * size, top - 5);
    if (turned) context.rotate(-Math.PI / 2);
    else context.textAlign = "center";
    context.fillText(name, 0, turned ? 0 : -4);
    context.restore();
  });
  const [right, bottom] = [left + columns.length * size, top + rows.length * tall];
  context.textAlign = "center";
  context.textBaseline = "top";
  context.fillText(axisText(figure.x), (left + right) / 2, bottom + 6);
  context.save();
  context.translate(4, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(axisText(figure.y), 0, 0);
  context.restore();
  drawScale(
    surface,
    figure,
    range,
    right + 14,
    top,
    Math.max(bottom, Math.min(top + LEAST_SCALE, height - 8)),
  );
  return cells;
}

const SCALE_STEPS = 64;

function drawScale(
  { context, theme }: Surface,
  figure: Matrix,
  range: Range,
  left: number,
  top: number,
  bottom: number,
): void {
  const { low, high, log } = range;
  for (let i = 0; i < SCALE_STEPS; i++) {
    const part = 1 - i / (SCALE_STEPS - 1);
    context.fillStyle = cssColour(
      colourOf(log ? low * (high / low) ** part : low + part * (high - low), range),
    );
    context.fillRect(left, top + (i * (bottom - top)) / SCALE_STEPS, 12, (bottom - top) / SCALE_STEPS + 1);
  }
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(tickText(Number(high.toPrecision(2))), left + 16, top + 6);
  context.fillText(tickText(Number(low.toPrecision(2))), left + 16, bottom - 6);
  context.save();
  context.translate(left + 24, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(axisText(figure.scale), 0, 0);
  context.restore();
}
