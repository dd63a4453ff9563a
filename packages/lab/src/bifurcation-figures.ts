import type { Diagram, DiagramPoint } from "./analysis/index.js";
import type { Figure, PlaneCurve, PlanePoint, Tone } from "./figure.js";

type Tones = readonly [stable: Tone, unstable: Tone];

/** Stretches of a branch that are stable or not; a stretch ends where its stability changes. */
function stretches(
  x: readonly number[],
  y: readonly number[],
  unstable: readonly number[],
  [stable, other]: Tones,
  what: string,
): PlaneCurve[] {
  const curves: (PlaneCurve & { x: number[]; y: number[] })[] = [];
  for (let i = 1; i < x.length; i++) {
    const isStable = unstable[i - 1] === 0 && unstable[i] === 0;
    const tone = isStable ? stable : other;
    let last = curves.at(-1);
    if (last?.tone !== tone) {
      last = { label: `${isStable ? "stable" : "unstable"} ${what}`, tone, x: [x[i - 1]!], y: [y[i - 1]!] };
      curves.push(last);
    }
    last.x.push(x[i]!);
    last.y.push(y[i]!);
  }
  return curves;
}

/** What to call a special point, and where it is drawn: cycles at their highest value. */
function markOf({ cycles }: Diagram, point: DiagramPoint, variable: number): PlanePoint {
  const branch = point.of === "cycles" ? cycles[point.branch] : undefined;
  const at = branch?.parameter.indexOf(point.parameter) ?? -1;
  const y = at >= 0 ? branch!.highest[at]![variable]! : point.state[variable]!;
  return { label: point.label, kind: "mark", x: point.parameter, y };
}

const unlabelled = new Set<DiagramPoint["kind"]>(["EP", "MX"]);

function inOneParameter(diagram: Diagram, variable: number): Figure {
  const { parameter, coordinates, equilibria, cycles, points, model } = diagram;
  const { name, unit } = coordinates[variable]!;
  const marks = points.filter(({ of, kind }) => of !== "curves" && !unlabelled.has(kind));
  const column = (rows: readonly (readonly number[])[]): number[] => rows.map((row) => row[variable]!);
  return {
    kind: "plane",
    name: "diagram",
    title: `${name} against ${parameter.name}, ${model}`,
    caption:
      `Equilibria of ${model}${cycles.length > 0 ? " and the lowest and highest values of its cycles" : ""}; solid where ` +
      "stable, dashed where not. LP fold, HB Hopf point, BP branch point, LPC fold of cycles, PD period doubling, NS torus.",
    x: { label: parameter.name, unit: parameter.unit },
    y: { label: name, unit },
    curves: [
      ...equilibria.flatMap((branch) =>
        stretches(
          branch.parameter,
          column(branch.states),
          branch.unstable,
          ["stable", "unstable"],
          "equilibria",
        ),
      ),
      ...cycles.flatMap((branch) =>
        [branch.lowest, branch.highest].flatMap((rows) =>
          stretches(
            branch.parameter,
            column(rows),
            branch.unstable,
            ["stable-cycle", "unstable-cycle"],
            "cycles",
          ),
        ),
      ),
    ],
    points: marks.map((point) => markOf(diagram, point, variable)),
  };
}

function inTwoParameters({ parameter, second, curves, points, model }: Diagram): Figure[] {
  if (!second) return [];
  return [
    {
      kind: "plane",
      name: "two-parameters",
      title: `Folds and Hopf points in ${parameter.name} and ${second.name}, ${model}`,
      caption: `Where equilibria of ${model} fold or lose their stability to a cycle. CP cusp, BT Bogdanov-Takens point, GH generalised Hopf point.`,
      x: { label: parameter.name, unit: parameter.unit },
      y: { label: second.name, unit: second.unit },
      curves: curves.map((curve) => ({
        label: curve.kind === "fold" ? "folds" : "Hopf points",
        tone: curve.kind,
        x: curve.parameter,
        y: curve.second,
      })),
      points: points
        .filter(({ of, kind }) => of === "curves" && !unlabelled.has(kind))
        .map(
          (point): PlanePoint => ({ label: point.label, kind: "mark", x: point.parameter, y: point.second! }),
        ),
    },
  ];
}

/** A coordinate against the parameter, and the curves in two parameters where there are any. */
export function bifurcationFigures(diagram: Diagram, variable: number): readonly Figure[] {
  return [inOneParameter(diagram, variable), ...inTwoParameters(diagram)];
}
