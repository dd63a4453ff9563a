import type { Diagram } from "../analysis/index.js";
import type { BifurcationResult } from "../bifurcate.js";
import { renderFigure } from "../figures/render-figure.js";
import { type Cell, toCsv } from "./csv.js";
import type { Files } from "./run-folder.js";

/** Every point of every branch: equilibria and curves by their state, cycles by their extremes. */
function branchesCsv({ parameter, second, coordinates, equilibria, cycles, curves }: Diagram): string {
  const names = coordinates.map(({ name }) => name);
  const empty = names.map((): Cell => undefined);
  const head = [
    ...["kind", "branch", parameter.name, ...(second ? [second.name] : []), "unstable", "period"],
    ...[...names, ...names.map((name) => `${name}.min`), ...names.map((name) => `${name}.max`)],
  ];
  const beside = (value: number | undefined): Cell[] => (second ? [value] : []);
  const rows: Cell[][] = [
    ...equilibria.flatMap((branch, b) =>
      branch.parameter.map((p, i) => [
        ...["equilibria", b + 1, p, ...beside(second?.value), branch.unstable[i], undefined],
        ...[...branch.states[i]!, ...empty, ...empty],
      ]),
    ),
    ...cycles.flatMap((branch, b) =>
      branch.parameter.map((p, i) => [
        ...["cycles", b + 1, p, ...beside(second?.value), branch.unstable[i], branch.period[i]],
        ...[...empty, ...branch.lowest[i]!, ...branch.highest[i]!],
      ]),
    ),
    ...curves.flatMap((curve, b) =>
      curve.parameter.map((p, i) => [
        ...[curve.kind, b + 1, p, ...beside(curve.second[i]), undefined, undefined],
        ...[...curve.states[i]!, ...empty, ...empty],
      ]),
    ),
  ];
  return toCsv(head, rows);
}

function pointsCsv({ parameter, second, coordinates, points }: Diagram): string {
  const head = [
    ...["label", "kind", "of", "branch", parameter.name, ...(second ? [second.name] : [])],
    ...["type", "omega", "period", "lyapunov", ...coordinates.map(({ name }) => name)],
  ];
  return toCsv(
    head,
    points.map((point) => [
      ...[point.label, point.kind, point.of, point.branch + 1, point.parameter],
      ...(second ? [point.second ?? second.value] : []),
      ...[point.type, point.omega, point.period, point.lyapunov, ...point.state],
    ]),
  );
}

/** Everything that `bifurcate` leaves in a folder. */
export function bifurcationFiles({ record, figures }: BifurcationResult): Files {
  return {
    "diagram.json": `${JSON.stringify(record, null, 2)}\n`,
    "branches.csv": branchesCsv(record.diagram),
    "points.csv": pointsCsv(record.diagram),
    ...Object.fromEntries(figures.map((figure) => [`figures/${figure.name}.svg`, renderFigure(figure)])),
  };
}
