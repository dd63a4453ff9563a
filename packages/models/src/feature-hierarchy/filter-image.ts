/** Numbers on a grid of pixels, row-major, such as an image or a map of responses. */
export interface PixelMap {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A filter of odd size, centred on the pixel it responds at. */
export type PixelFilter = PixelMap;

/** A map from its value at each row and column. */
export function pixelMap(
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): PixelMap {
  const data = Float64Array.from({ length: rows * columns }, (_, at) =>
    value(Math.floor(at / columns), at % columns),
  );
  return { rows, columns, data };
}

/** A filter of side 2·radius + 1 from its weight at each offset from the middle. */
export function pixelFilter(radius: number, weight: (down: number, right: number) => number): PixelFilter {
  const side = 2 * radius + 1;
  return pixelMap(side, side, (row, column) => weight(row - radius, column - radius));
}

/** The image with a margin in which it goes on as its border does. */
function withMargin({ rows, columns, data }: PixelMap, up: number, left: number): PixelMap {
  const clamp = (at: number, size: number): number => Math.min(Math.max(at, 0), size - 1);
  return pixelMap(
    rows + 2 * up,
    columns + 2 * left,
    (row, column) => data[clamp(row - up, rows) * columns + clamp(column - left, columns)]!,
  );
}

/** Correlation of an image with a filter at every pixel; beyond its edge the image goes on as its border does. */
export function filterImage(
  image: PixelMap,
  { rows: tall, columns: broad, data: weights }: PixelFilter,
): PixelMap {
  const { data: pixels, columns: stride } = withMargin(image, (tall - 1) / 2, (broad - 1) / 2);
  return pixelMap(image.rows, image.columns, (row, column) => {
    let sum = 0;
    for (let r = 0; r < tall; r++) {
      const from = (row + r) * stride + column;
      for (let c = 0; c < broad; c++) sum += weights[r * broad + c]! * pixels[from + c]!;
    }
    return sum;
  });
}
