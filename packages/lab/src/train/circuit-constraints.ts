import { InputError } from "@isocortex/core-wasm";
import type { Constraint } from "./constraints.js";

/** Dale's law: every unit excites or inhibits, all its targets alike. */
export interface DaleOptions {
  /** Part of the units, the first floor(ratio · units) of them, that excite; 0 and 1 are allowed. Or give `signs`. */
  readonly ratio?: number | undefined;
  /** Sign of each unit, 1 or -1. */
  readonly signs?: ArrayLike<number> | undefined;
  /** How signs are kept (`abs`), see `Constraint`. */
  readonly form?: "abs" | "rectify" | undefined;
  /** Inputs only excite (true). */
  readonly positiveInput?: boolean | undefined;
  /** Only excitatory units are read out, with positive weights (true). */
  readonly excitatoryOutput?: boolean | undefined;
}

/** A 0/1 matrix for each of a network's three. */
export interface Masks {
  readonly input?: ArrayLike<number> | undefined;
  readonly recurrent?: ArrayLike<number> | undefined;
  readonly output?: ArrayLike<number> | undefined;
}

export interface CircuitConstraintOptions {
  readonly dale?: DaleOptions | undefined;
  /** 1 where there is a connection; shapes (units, inputs), (units, units), (outputs, units). */
  readonly masks?: Masks | undefined;
  /** Whether units connect to themselves (true). */
  readonly autapses?: boolean | undefined;
  /** 0 where an entry keeps its value. */
  readonly trainable?: Masks | undefined;
}

export interface CircuitConstraints {
  readonly input: Constraint;
  readonly recurrent: Constraint;
  readonly output: Constraint;
}

/** Sizes of a network. */
export interface CircuitDims {
  readonly units: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** The signs of n units of which the first floor(ratio · n) excite. @throws InputError unless ratio is in [0, 1] */
export function daleSigns(n: number, ratio: number): Float64Array {
  if (!(ratio >= 0 && ratio <= 1)) {
    throw new InputError(
      `dale ratio is ${ratio}; expected a number from 0 (all inhibitory) to 1 (all excitatory).`,
      {
        path: "dale.ratio",
      },
    );
  }
  const excitatory = Math.floor(ratio * n);
  return Float64Array.from({ length: n }, (_, i) => (i < excitatory ? 1 : -1));
}

/** 1 where every one of the masks is 1. */
export function intersectMasks(
  first: ArrayLike<number>,
  ...others: readonly ArrayLike<number>[]
): Float64Array {
  return Float64Array.from(first, (value, i) => (value && others.every((mask) => mask[i]) ? 1 : 0));
}

/** The constraints of a network's three matrices; masks are copied. @throws InputError when one does not fit */
export function circuitConstraints(
  { units, inputs, outputs }: CircuitDims,
  { dale, masks = {}, autapses = true, trainable = {} }: CircuitConstraintOptions = {},
): CircuitConstraints {
  const signs = dale && signsOf(dale, units);
  const form = dale?.form ?? "abs";
  const sized = (
    name: keyof Masks,
    rows: number,
    columns: number,
    columnSigns?: Float64Array,
  ): Constraint => ({
    rows,
    columns,
    mask: zerosAndOnes(masks[name], `masks.${name}`, rows, columns),
    trainable: zerosAndOnes(trainable[name], `trainable.${name}`, rows, columns),
    signs: columnSigns,
    form,
  });
  const positive = dale && (dale.positiveInput ?? true) ? new Float64Array(inputs).fill(1) : undefined;
  const read = dale?.excitatoryOutput ?? true;
  const recurrent = sized("recurrent", units, units, signs);
  return {
    input: sized("input", units, inputs, positive),
    recurrent: autapses ? recurrent : { ...recurrent, mask: withoutDiagonal(recurrent.mask, units) },
    output: sized("output", outputs, units, read ? signs?.map((sign) => Math.max(sign, 0)) : undefined),
  };
}

function signsOf({ ratio, signs }: DaleOptions, units: number): Float64Array {
  if ((ratio === undefined) === (signs === undefined)) {
    throw new InputError(`dale has ${signs ? "both" : "neither"} ratio and signs; give one of them.`, {
      path: "dale",
    });
  }
  if (!signs) return daleSigns(units, ratio!);
  const own = Float64Array.from(signs);
  const wrong = own.findIndex((sign) => sign !== 1 && sign !== -1);
  if (own.length !== units || wrong >= 0) {
    const got = own.length === units ? `${own[wrong]} at ${wrong}` : `${own.length} values`;
    throw new InputError(`dale.signs has ${got}; expected 1 or -1 for each of ${units} units.`, {
      path: "dale.signs",
    });
  }
  return own;
}

function zerosAndOnes(
  values: ArrayLike<number> | undefined,
  path: string,
  rows: number,
  columns: number,
): Float64Array | undefined {
  if (!values) return undefined;
  const own = Float64Array.from(values);
  const wrong = own.findIndex((value) => value !== 0 && value !== 1);
  if (own.length !== rows * columns || wrong >= 0) {
    const got = own.length === rows * columns ? `${own[wrong]} at ${wrong}` : `${own.length} values`;
    throw new InputError(
      `${path} has ${got}; expected ${rows} x ${columns} values, row-major, each 0 or 1.`,
      {
        path,
      },
    );
  }
  return own;
}

function withoutDiagonal(mask: ArrayLike<number> | undefined, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) =>
    Math.floor(at / n) === at % n ? 0 : (mask?.[at] ?? 1),
  );
}
