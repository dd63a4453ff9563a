import { InputError } from "@isocortex/core-wasm";

export type ConditionValue = number | string | boolean;

/** A number drawn from [from, to) with equal chance, or from `values` where they are listed. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly values?: readonly number[];
  /** What may be given, both ends included: from `from` to `to` when left out. */
  readonly given?: readonly [lowest: number, highest: number];
  /** Only whole numbers may be given. */
  readonly whole?: boolean;
}

/** By name, the values of which each trial draws one with equal chance (one listed twice is twice as likely), or a span. */
export type Conditions = Readonly<Record<string, readonly ConditionValue[] | Span>>;

/** Conditions that are set rather than drawn. */
export type Given = Readonly<Record<string, ConditionValue>>;

export type Drawn<C extends Conditions> = {
  readonly [K in keyof C]: C[K] extends readonly (infer V)[] ? V : number;
};

function isList(condition: readonly ConditionValue[] | Span): condition is readonly ConditionValue[] {
  return Array.isArray(condition);
}

function pick<T>(values: readonly T[], uniform: number): T {
  return values[Math.floor(uniform * values.length)]!;
}

function drawOne(condition: readonly ConditionValue[] | Span, uniform: number): ConditionValue {
  if (isList(condition)) return pick(condition, uniform);
  const { from, to, values } = condition;
  return values ? pick(values, uniform) : from + (to - from) * uniform;
}

/** What a condition may be given, in words; undefined where the value is allowed. */
function expectedOf(condition: readonly ConditionValue[] | Span, value: ConditionValue): string | undefined {
  if (isList(condition))
    return condition.includes(value) ? undefined : `one of ${[...new Set(condition)].join(", ")}`;
  const [lowest, highest] = condition.given ?? [condition.from, condition.to];
  const { whole = false } = condition;
  const isFit = typeof value === "number" && value >= lowest && value <= highest;
  if (isFit && (!whole || Number.isInteger(value))) return undefined;
  return `a ${whole ? "whole " : ""}number from ${lowest} to ${highest}`;
}

/**
 * @param path of the conditions in what was asked for
 * @throws InputError for a given condition that is unknown or out of its values
 */
export function checkGiven(conditions: Conditions, given: Given, path = "given"): void {
  for (const [name, value] of Object.entries(given)) {
    const at = { path: `${path}.${name}` };
    if (!Object.hasOwn(conditions, name)) {
      const known = Object.keys(conditions).join(", ") || "none";
      throw new InputError(`there is no condition "${name}"; expected one of: ${known}.`, at);
    }
    const expected = expectedOf(conditions[name]!, value);
    if (expected !== undefined)
      throw new InputError(`condition ${name} is ${JSON.stringify(value)}; expected ${expected}.`, at);
  }
}

/**
 * One value of each condition, in their order. A given condition takes its random number too, so that fixing one never
 * changes what the others draw. @throws InputError for a given condition that is unknown or out of its values
 */
export function draw<const C extends Conditions>(
  conditions: C,
  random: () => number,
  given: Given = {},
): Drawn<C> {
  checkGiven(conditions, given);
  const drawn: Record<string, ConditionValue> = {};
  for (const [name, condition] of Object.entries(conditions)) {
    if (!isList(condition) && !(condition.from <= condition.to)) {
      throw new InputError(
        `condition ${name} runs from ${condition.from} to ${condition.to}; expected its end not to lie before its start; set the parameters that bound it.`,
        { path: name },
      );
    }
    const uniform = random();
    drawn[name] = given[name] ?? drawOne(condition, uniform);
  }
  return drawn as Drawn<C>;
}

/** Every combination of the listed conditions once, each fit to be `given`; spans without a list stay to be drawn. */
export function conditionGrid(conditions: Conditions): Given[] {
  let grid: Given[] = [{}];
  for (const [name, condition] of Object.entries(conditions)) {
    const values = isList(condition) ? condition : condition.values;
    if (values)
      grid = grid.flatMap((row) => [...new Set(values)].map((value) => ({ ...row, [name]: value })));
  }
  return grid;
}
