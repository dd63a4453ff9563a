/** An equilibrium of a published set of parameters: S of populations 1 and 2, and whether it is stable. */
export type Equilibrium = readonly [S1: number, S2: number, stable: boolean];

export interface EquilibriumSet {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly equilibria: readonly Equilibrium[];
}

/** Equilibria as an independent implementation of the equations gives them (Newton's method from a grid of starts). */
export const equilibriumSets: readonly EquilibriumSet[] = [
  {
    name: "mu0 0 Hz, coherence 0 %",
    parameters: { mu0: 0, coherence: 0 },
    equilibria: [
      [0.0318914198205, 0.566987180557, true],
      [0.0557853305247, 0.313844924265, false],
      [0.102651249565, 0.102651249565, true],
      [0.313844924265, 0.0557853305247, false],
      [0.566987180557, 0.0318914198205, true],
    ],
  },
  {
    name: "mu0 15 Hz, coherence 0 %",
    parameters: { mu0: 15, coherence: 0 },
    equilibria: [
      [0.0392697275681, 0.625065670152, true],
      [0.170823795807, 0.170823795807, false],
      [0.625065670152, 0.0392697275681, true],
    ],
  },
  {
    name: "mu0 20 Hz, coherence 0 %",
    parameters: { mu0: 20, coherence: 0 },
    equilibria: [
      [0.0428088820348, 0.63784641794, true],
      [0.220220931331, 0.220220931331, false],
      [0.63784641794, 0.0428088820348, true],
    ],
  },
  {
    name: "mu0 30 Hz, coherence 0 %",
    parameters: { mu0: 30, coherence: 0 },
    equilibria: [
      [0.0518071991493, 0.658694233523, true],
      [0.424455591643, 0.424455591643, false],
      [0.658694233523, 0.0518071991493, true],
    ],
  },
  {
    name: "mu0 30 Hz, coherence 3.2 %",
    parameters: { mu0: 30, coherence: 3.2 },
    equilibria: [
      [0.0533426604767, 0.656403808582, true],
      [0.416135381494, 0.432181014712, false],
      [0.660917252523, 0.0503400094648, true],
    ],
  },
  {
    name: "mu0 30 Hz, coherence 6.4 %",
    parameters: { mu0: 30, coherence: 6.4 },
    equilibria: [
      [0.0549520490142, 0.654040987512, true],
      [0.407280239605, 0.439276774412, false],
      [0.663077312745, 0.0489360812664, true],
    ],
  },
  {
    name: "mu0 30 Hz, coherence 12.8 %",
    parameters: { mu0: 30, coherence: 12.8 },
    equilibria: [
      [0.0584192111201, 0.649074868883, true],
      [0.388274324076, 0.451586358611, false],
      [0.667224093051, 0.0463006295324, true],
    ],
  },
  {
    name: "mu0 30 Hz, coherence 25.6 %",
    parameters: { mu0: 30, coherence: 25.6 },
    equilibria: [
      [0.066597044253, 0.637965029766, true],
      [0.347098121814, 0.470011141125, false],
      [0.674913507728, 0.0416205731513, true],
    ],
  },
  {
    name: "mu0 30 Hz, coherence 51.2 %",
    parameters: { mu0: 30, coherence: 51.2 },
    equilibria: [
      [0.0922404598041, 0.607451034367, true],
      [0.2575931038, 0.498943627242, false],
      [0.688392102085, 0.034061854089, true],
    ],
  },
  {
    name: "mu0 30 Hz, coherence 70 %",
    parameters: { mu0: 30, coherence: 70 },
    equilibria: [[0.697058375857, 0.0296340969961, true]],
  },
  {
    name: "mu0 30 Hz, coherence 100 %",
    parameters: { mu0: 30, coherence: 100 },
    equilibria: [[0.709280520282, 0.0239636646117, true]],
  },
  {
    name: "mu0 50 Hz, coherence 0 %",
    parameters: { mu0: 50, coherence: 0 },
    equilibria: [
      [0.0831805039152, 0.688310365849, true],
      [0.401351713577, 0.626216592875, false],
      [0.562551842062, 0.562551842062, true],
      [0.626216592875, 0.401351713577, false],
      [0.688310365849, 0.0831805039152, true],
    ],
  },
  {
    name: "mu0 70 Hz, coherence 0 %",
    parameters: { mu0: 70, coherence: 0 },
    equilibria: [[0.622770979829, 0.622770979829, true]],
  },
  {
    name: "the variant of BrainPy's documentation, mu0 20 Hz, coherence 50 %",
    parameters: { tauS: 60, J11: 0.3725, J12: 0.1137, I0: 0.3297, Jext: 1.17e-3, mu0: 20, coherence: 50 },
    equilibria: [
      [0.7004518908, 0.0048643137, true],
      [0.2827632306, 0.4063517093, false],
      [0.0139465124, 0.6573890368, true],
    ],
  },
];

/** Accuracy and reaction times at a coherence (%), of so many trials, as an independent implementation gives them. */
export interface Behaviour {
  readonly coherence: number;
  readonly trials: number;
  readonly accuracy: number;
  readonly meanMs: number;
  readonly sdMs: number;
}

const behaviour = (
  coherence: number,
  trials: number,
  accuracy: number,
  meanMs: number,
  sdMs: number,
): Behaviour => ({ coherence, trials, accuracy, meanMs, sdMs });

/** Threshold on the rate at an instant, noise by Euler-Maruyama, dt 0.5 ms. */
export const instantaneousEuler: readonly Behaviour[] = [
  behaviour(0, 4000, 0.4965, 376.87238, 102.6105),
  behaviour(1.6, 4000, 0.59225, 376.67912, 102.2258),
  behaviour(3.2, 4000, 0.65375, 370.738, 102.8509),
  behaviour(6.4, 4000, 0.7875, 355.2265, 100.2053),
  behaviour(12.8, 4000, 0.9475, 311.89488, 88.43725),
  behaviour(25.6, 4000, 0.9985, 237.53137, 59.86847),
  behaviour(51.2, 4000, 1, 161.07237, 37.46592),
  behaviour(100, 4000, 1, 95.874125, 23.88665),
];

/** Threshold on the rate at an instant, exact Ornstein-Uhlenbeck noise, dt 0.5 ms. */
export const instantaneousExact: readonly Behaviour[] = [
  behaviour(0, 4000, 0.4825, 414.4865, 111.3385),
  behaviour(1.6, 4000, 0.599, 410.71125, 110.0202),
  behaviour(3.2, 4000, 0.66175, 405.3095, 108.8964),
  behaviour(6.4, 4000, 0.7975, 388.35888, 108.7799),
  behaviour(12.8, 4000, 0.9525, 334.15075, 93.5021),
  behaviour(25.6, 4000, 0.9995, 253.87138, 60.07225),
  behaviour(51.2, 4000, 1, 171.22962, 36.8098),
  behaviour(100, 4000, 1, 102.30125, 23.62279),
];

/** Threshold on the mean rate of the last 50 ms, exact Ornstein-Uhlenbeck noise, dt 0.5 ms. */
export const boxcarExact: readonly Behaviour[] = [
  behaviour(0, 1500, 0.499333, 635.98233, 176.8112),
  behaviour(3.2, 1500, 0.664, 625.64, 186.4256),
  behaviour(6.4, 1500, 0.839333, 583.77333, 163.8218),
  behaviour(12.8, 1500, 0.974, 480.57533, 114.1773),
  behaviour(25.6, 1500, 1, 358.39967, 57.34768),
  behaviour(51.2, 1500, 1, 254.53067, 32.00947),
  behaviour(100, 1500, 1, 164.269, 18.71543),
];
