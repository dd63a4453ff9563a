import { lateralPlaces, medialPlaces, type Place } from "./places.js";

export type Point = readonly [x: number, y: number];

/** A side of the hemisphere: its outline and the areas on it. */
export interface Side {
  readonly outline: readonly Point[];
  readonly places: readonly Place[];
}

/** Front to the left; y down, about a millimetre a unit. Drawn by us. */
export const lateralSide: Side = {
  outline: [
    [-46, -9],
    [-43, -16],
    [-35, -22],
    [-23, -26],
    [-6, -28],
    [12, -27.5],
    [26, -25],
    [37, -20],
    [45, -11],
    [48, -4],
    [46, 3],
    [38, 8],
    [29, 12],
    [22, 18],
    [10, 22.5],
    [-2, 22.5],
    [-11, 18],
    [-14, 11],
    [-13, 6],
    [-18, 4],
    [-29, 3],
    [-40, -2],
  ],
  places: lateralPlaces,
};

/** Front to the right. */
export const medialSide: Side = {
  outline: [
    [29, -8],
    [24, -18],
    [14, -23],
    [0, -24],
    [-14, -23],
    [-26, -21],
    [-36, -15],
    [-41, -7],
    [-40, 2],
    [-32, 5],
    [-24, 0],
    [-16, -5],
    [-6, -7],
    [4, -5],
    [12, 3],
    [20, 3],
    [27, -1],
  ],
  places: medialPlaces,
};
