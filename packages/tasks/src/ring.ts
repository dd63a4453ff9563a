import { scalar } from "@isocortex/core-wasm";
import { angleOf, direction, turn } from "./angle.js";

/** Activity of a ring of units with preferred angles 0, 360/size, ...: height · exp(-d²/(2·width²)), in degrees. */
export function bump(size: number, angleDeg: number, widthDeg: number, height = 1): readonly number[] {
  return Array.from({ length: size }, (_, i) => {
    const d = turn(angleDeg, (i * 360) / size) / widthDeg;
    return height * scalar.exp((-d * d) / 2);
  });
}

/** The angle that a ring of units shows in degrees: that of the sum of their preferred directions, weighted by activity. */
export function populationVector(activity: readonly number[]): number {
  let [x, y] = [0, 0];
  activity.forEach((value, i) => {
    const [cosine, sine] = direction((i * 360) / activity.length);
    x += value * cosine;
    y += value * sine;
  });
  return angleOf(x, y);
}

/** `count` angles spread evenly over the circle in degrees, the first at `firstDeg`. */
export function anglesAround(count: number, firstDeg = 0): readonly number[] {
  return Array.from({ length: count }, (_, i) => firstDeg + (i * 360) / count);
}
