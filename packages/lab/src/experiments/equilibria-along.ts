import { type Equilibrium, findEquilibria, type SystemFamily } from "../analysis/index.js";

/** Every equilibrium of a family within the ranges of its coordinates, at a value of one parameter. */
export function equilibriaAt(family: SystemFamily, parameter: string, value: number): readonly Equilibrium[] {
  const box = family.coordinates.map(({ range }) => range);
  return findEquilibria(family.at({ [parameter]: value }), box);
}

/** The value of a parameter at which the number of equilibria changes, by bisection; it differs at the two ends. */
export function changeOfNumber(
  family: SystemFamily,
  parameter: string,
  [from, to]: readonly [number, number],
  width: number,
): number {
  const count = (value: number): number => equilibriaAt(family, parameter, value).length;
  let [low, high] = [from, to];
  const before = count(low);
  while (high - low > width) {
    const middle = (low + high) / 2;
    if (count(middle) === before) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
