import { cosOfTurn, type PixelMap, pixelMap, sinOfTurn } from "@isocortex/models";

const SIZE = 21;
const MIDDLE = 10;
const REACH = 7;

/** Image of a grating of full contrast around grey, at an orientation (degrees from horizontal, counter-clockwise) and phase (turns). */
export function grating(degrees: number, phase: number, wavelength: number): PixelMap {
  return pixelMap(SIZE, SIZE, (row, column) => {
    const across = (column - MIDDLE) * sinOfTurn(degrees, 360) + (row - MIDDLE) * cosOfTurn(degrees, 360);
    return 0.5 + 0.5 * cosOfTurn(across / wavelength + phase);
  });
}

/** Whether a pixel, by rows down and columns right of the middle, is light. */
const light: Readonly<Record<string, (down: number, right: number) => boolean>> = {
  vertical: (down, right) => Math.abs(right) <= 1 && Math.abs(down) <= REACH,
  horizontal: (down, right) => Math.abs(down) <= 1 && Math.abs(right) <= REACH,
  cross: (down, right) => light.vertical!(down, right) || light.horizontal!(down, right),
  corner: (down, right) => light.vertical!(down, right + 6) || light.horizontal!(down - 6, right),
  square: (down, right) => {
    const out = Math.max(Math.abs(down), Math.abs(right));
    return out <= REACH && out >= REACH - 2;
  },
  diagonal: (down, right) =>
    Math.abs(down + right) <= 2 && Math.max(Math.abs(down), Math.abs(right)) <= REACH,
};

export const shapeNames: readonly string[] = Object.keys(light);

/** White shape on black, moved by whole pixels. */
export function shape(name: string, [down, right]: readonly [number, number]): PixelMap {
  return pixelMap(SIZE, SIZE, (row, column) =>
    light[name]!(row - MIDDLE - down, column - MIDDLE - right) ? 1 : 0,
  );
}

/** Response of a map at the middle of the image. */
export const atMiddle = ({ data }: PixelMap): number => data[MIDDLE * SIZE + MIDDLE]!;
