import type { Core } from "@isocortex/core-wasm";
import {
  bifurcationDiagram,
  type Diagram,
  eigenvalues,
  findEquilibria,
  jacobianAt,
  type SystemFamily,
} from "../analysis/index.js";
import { bifurcationFigures } from "../bifurcation-figures.js";
import { buildFamily } from "../build-family.js";
import { type Check, check } from "../check.js";
import type { Reproduction } from "../reproduction-context.js";

const paper = "Wilson & Cowan 1972, Biophys J 12:1";
const reference = `independent implementation of the equations of ${paper}`;
const MODEL = "wilson-cowan";

interface Fold {
  readonly P: number;
  readonly E: number;
  readonly I: number;
}

/** Folds in P, from the first to the last that a branch from the left passes. */
const folded: readonly {
  readonly name: string;
  readonly preset: string;
  readonly from: number;
  readonly to: number;
  readonly folds: readonly Fold[];
}[] = [
  {
    ...{ name: "S alone", preset: "multistable-rate", from: -2, to: 1 },
    folds: [
      { P: 0.45753253185519005, E: 0.0938132534958367, I: 0.026359443610723735 },
      { P: -0.8410153851322293, E: 0.7822401344919869, I: 0.5397428360733508 },
    ],
  },
  {
    ...{ name: "(kE - E)S, multistable", preset: "multistable-1972", from: -1, to: 1 },
    folds: [
      { P: 0.30475286404116586, E: 0.061203570861083384, I: 0.014835624332188406 },
      { P: -0.3996101141535051, E: 0.35932610064928516, I: 0.17126463893549987 },
    ],
  },
  {
    ...{ name: "(kE - E)S, limit cycle", preset: "limit-cycle-1972", from: -1, to: 3 },
    folds: [
      { P: 1.08733045617231, E: 0.05260270028055527, I: 0.0022953248201680126 },
      { P: 0.9086834273018217, E: 0.1361934298338448, I: 0.028314266237596315 },
    ],
  },
];

/** Along the branch of the limit-cycle set: P, E, I, trace and determinant of the Jacobian. */
const branch: readonly (readonly [P: number, E: number, I: number, trace: number, determinant: number])[] = [
  [0.059978136, 0.0005, 9.1866762e-6, -1.8811378, 0.88239634],
  [0.67007594, 0.01039, 0.00022194555, -1.6926233, 0.69704064],
  [0.90358128, 0.02028, 0.00050705906, -1.5090406, 0.51848365],
  [1.0159755, 0.03017, 0.00088862111, -1.3306936, 0.347911],
  [1.0686739, 0.04006, 0.0013983494, -1.1579443, 0.1869249],
  [1.0866174, 0.04995, 0.0020776926, -0.99122737, 0.037682133],
  [1.0827376, 0.05984, 0.0029802924, -0.83106665, -0.096936248],
  [1.064919, 0.06973, 0.004174685, -0.67809288, -0.21312736],
  [1.0386342, 0.07962, 0.0057469764, -0.53305989, -0.30595514],
  [1.0081298, 0.08951, 0.0078029998, -0.3968558, -0.36915625],
  [0.97702023, 0.0994, 0.010469198, -0.27050291, -0.39501753],
  [0.94858968, 0.10929, 0.013891241, -0.15513877, -0.37440485],
  [0.92592259, 0.11918, 0.018229334, -0.051970797, -0.29704012],
  [0.911915, 0.12907, 0.02364956, 0.037800235, -0.15211397],
  [0.90919965, 0.13896, 0.030311437, 0.11308484, 0.070731318],
  [0.9200194, 0.14885, 0.038353219, 0.17302445, 0.38011334],
  [0.94609014, 0.15874, 0.047877604, 0.21710373, 0.78149624],
  [0.98849563, 0.16863, 0.058940934, 0.2452307, 1.275912],
  [1.0476448, 0.17852, 0.07154815, 0.25776707, 1.8590675],
  [1.1233002, 0.18841, 0.085654067, 0.2555052, 2.5209895],
  [1.2146659, 0.1983, 0.10116981, 0.23960232, 3.2462198],
  [1.3205071, 0.20819, 0.11797216, 0.2114904, 4.0144587],
  [1.4392768, 0.21808, 0.13591356, 0.17278032, 4.8015016],
  [1.5692284, 0.22797, 0.15483106, 0.12517339, 5.5803306],
  [1.7085034, 0.23786, 0.17455325, 0.070386222, 6.3222637],
  [1.8551938, 0.24775, 0.19490512, 0.01008929, 6.9981192],
  [2.0073794, 0.25764, 0.21571085, -0.054144375, 7.5793936],
  [2.1631474, 0.26753, 0.23679519, -0.12088526, 8.0394734],
  [2.3205991, 0.27742, 0.25798366, -0.1888935, 8.3549058],
  [2.4778484, 0.28731, 0.27910215, -0.25716963, 8.5067472],
  [2.6330189, 0.2972, 0.29997631, -0.32501306, 8.4819824],
  [2.7842428, 0.30709, 0.32043102, -0.39208969, 8.2749676],
  [2.9296675, 0.31698, 0.34029054, -0.45850672, 7.8887976],
];

type Expected = readonly [
  quantity: string,
  published: number,
  got: number | undefined,
  tolerance: number,
  unit?: string,
];

const checked = ([quantity, published, got, tolerance, unit = "1"]: Expected): Check =>
  check({
    quantity,
    published,
    got: got ?? Number.NaN,
    tolerance,
    unit,
    source: reference,
    origin: "reference",
  });

type Tell = (fraction: number) => Promise<void>;
const BETWEEN = 10;

/** The diagram in P, telling how far it is every few points. */
async function inP(
  family: SystemFamily,
  from: number,
  to: number,
  cycles: boolean,
  tell: Tell,
): Promise<Diagram> {
  const work = bifurcationDiagram(family, { parameter: { name: "P", from, to }, cycles });
  for (let count = 0; ; count++) {
    const next = work.next();
    if (next.done) return next.value;
    if (count % BETWEEN === 0) await tell(next.value.fraction);
  }
}

function foldChecks(name: string, folds: readonly Fold[], { points }: Diagram): Expected[] {
  const found = points.filter(({ kind }) => kind === "LP");
  return [
    [`${name}: folds in P`, folds.length, found.length, 0],
    ...folds.flatMap(({ P, E, I }, i): Expected[] => [
      [`${name}: P of fold ${i + 1}`, P, found[i]?.parameter, 1e-9],
      [`${name}: E at fold ${i + 1}`, E, found[i]?.state[0], 1e-8],
      [`${name}: I at fold ${i + 1}`, I, found[i]?.state[1], 1e-8],
    ]),
  ];
}

function hopfChecks({ points }: Diagram): Expected[] {
  const all = points.filter(({ kind }) => kind === "HB");
  const [hopf] = all;
  return [
    ["Hopf points in P", 1, all.length, 0],
    ["P of the Hopf point", 1.87931319808418, hopf?.parameter, 1e-9],
    ["E at the Hopf point", 0.24933825312493782, hopf?.state[0], 1e-9],
    ["I at the Hopf point", 0.19822033655425916, hopf?.state[1], 1e-9],
    ["angular frequency at the Hopf point", 2.6643132273966956, hopf?.omega, 1e-8, "rad/ms"],
    ["period of the cycle born there", 2.358275762237947, hopf?.period, 1e-8, "ms"],
  ];
}

/** The reference integrates by RK4 with steps of 0.005, whose extremes are those of its samples. */
const CYCLE = 1e-4;

function cycleChecks({ cycles: [found] }: Diagram, P: number): Expected[] {
  const at = found?.parameter.indexOf(P) ?? -1;
  const of = (rows: readonly (readonly number[])[] | undefined, i: number) => rows?.[at]?.[i];
  return [
    ["period of the cycle at P = 1.25", 4.995894338323647, found?.period[at], CYCLE, "ms"],
    ["lowest E of the cycle at P = 1.25", 0.10255928275789129, of(found?.lowest, 0), CYCLE],
    ["highest E of the cycle at P = 1.25", 0.26965949936160416, of(found?.highest, 0), CYCLE],
    ["lowest I of the cycle at P = 1.25", 0.021743870378121182, of(found?.lowest, 1), CYCLE],
    ["highest I of the cycle at P = 1.25", 0.19447368785776012, of(found?.highest, 1), CYCLE],
    ["multipliers of the cycle at P = 1.25 outside the unit circle", 0, found?.unstable[at], 0],
  ];
}

/** The largest differences from the table of the branch, whose eight digits of P leave 1e-6 of E near the folds. */
function branchChecks(family: SystemFamily, { equilibria: [found] }: Diagram): Expected[] {
  const worst = { E: 0, I: 0, trace: 0, determinant: 0 };
  for (const [P, E, I, trace, determinant] of branch) {
    const i = found!.states.findIndex((state) => state[0]! >= E);
    const system = family.at({ P });
    const beside = [i - 1, i].map((k) => Float64Array.from(found!.states[k]!));
    const all = findEquilibria(
      system,
      family.coordinates.map(({ range }) => range),
      beside,
    );
    const nearest = all.reduce((a, b) => (Math.abs(b.state[0]! - E) < Math.abs(a.state[0]! - E) ? b : a));
    const spectrum = eigenvalues(jacobianAt(system, Float64Array.from(nearest.state)), 2);
    const [a, b] = spectrum;
    const differences = {
      E: nearest.state[0]! - E,
      I: nearest.state[1]! - I,
      trace: a!.re + b!.re - trace,
      determinant: a!.re * b!.re - a!.im * b!.im - determinant,
    };
    for (const key of ["E", "I", "trace", "determinant"] as const)
      worst[key] = Math.max(worst[key], Math.abs(differences[key]));
  }
  const what = `of ${branch.length} rows of the branch in P`;
  return [
    [`largest difference in E ${what}`, 0, worst.E, 1e-6],
    [`largest difference in I ${what}`, 0, worst.I, 1e-6],
    [`largest difference in the trace ${what}`, 0, worst.trace, 2e-5, "1/ms"],
    [`largest difference in the determinant ${what}`, 0, worst.determinant, 2e-5, "1/ms²"],
  ];
}

function familyOf(core: Core, preset: string): SystemFamily {
  return buildFamily(core, { model: MODEL, preset });
}

/** Folds, Hopf point and limit cycle of the Wilson-Cowan equations in the drive of E. */
export const wilsonCowanBifurcations: Reproduction = {
  name: "wilson-cowan-bifurcations",
  title: "Wilson-Cowan equations: folds, a Hopf point and its cycle",
  citations: ["wilsoncowan1972"],
  flagship: false,
  headlines: [
    "(kE - E)S, limit cycle: P of fold 1",
    "P of the Hopf point",
    "angular frequency at the Hopf point",
    "period of the cycle at P = 1.25",
  ],
  async reproduce({ core, progress }) {
    const expected: Expected[] = [];
    const within =
      (stage: string, low: number, high: number): Tell =>
      (fraction) =>
        progress(stage, low + fraction * (high - low));
    await progress("folds", 0);
    for (const [i, { name, preset, from, to, folds }] of folded.entries()) {
      const tell = within("folds", 0.1 * i, 0.1 * (i + 1));
      expected.push(...foldChecks(name, folds, await inP(familyOf(core, preset), from, to, false, tell)));
    }
    const family = familyOf(core, "limit-cycle-1972");
    const whole = await inP(family, -1, 3, true, within("cycles", 0.3, 0.7));
    expected.push(...hopfChecks(whole), ...branchChecks(family, whole));
    const end = await inP(family, 1.25, 3, true, within("the cycle at P = 1.25", 0.7, 1));
    expected.push(...cycleChecks(end, 1.25));
    const [cycles] = whole.cycles;
    const last = cycles?.parameter.at(-1) ?? Number.NaN;
    return {
      checks: expected.map(checked),
      figures: bifurcationFigures(whole, 0).map((figure) => ({
        ...figure,
        name: "wilson-cowan-bifurcations",
      })),
      notes: [
        `Followed from the Hopf point the cycle does not end in the fold at P = 1.0873 but goes on below it, to P = ${last.toFixed(4)}, ` +
          "where its period grows without bound as it comes near the saddle between the folds: a homoclinic orbit.",
      ],
      runs: [],
    };
  },
};
