import { InputError } from "@isocortex/core-wasm";
import type * as z from "zod";
import { didYouMean } from "./did-you-mean.js";

type Path = readonly PropertyKey[];

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    "",
  );
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key as string],
    value,
  );
}

function shown(value: unknown): string {
  const number = typeof value === "number" || typeof value === "bigint";
  const text =
    value === undefined ? "missing" : number ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What a schema says of an object, behind `optional`, `default`, lists and unions. */
interface Definition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly options?: readonly unknown[];
}

const definitionOf = (schema: unknown): Definition => (schema as { _zod: { def: Definition } })._zod.def;

/** Every key that an object at this path may have. */
function keysAt(schema: unknown, path: Path): readonly string[] {
  const { shape, innerType, element, valueType, options } = definitionOf(schema);
  const [next, ...rest] = path;
  if (innerType !== undefined) return keysAt(innerType, path);
  if (options) return [...new Set(options.flatMap((option) => keysAt(option, path)))];
  if (next === undefined) return Object.keys(shape ?? {});
  const inner = element ?? valueType ?? shape?.[String(next)];
  return inner === undefined ? [] : keysAt(inner, rest);
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return `expected ${issue.origin === "number" ? "a number" : `${issue.origin} of size`} ${issue.inclusive ? ">=" : ">"} ${issue.minimum}`;
    case "too_big":
      return `expected ${issue.origin === "number" ? "a number" : `${issue.origin} of size`} ${issue.inclusive ? "<=" : "<"} ${issue.maximum}`;
    case "invalid_value":
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "invalid_type":
      return `expected ${issue.expected === "int" ? "a whole number" : issue.expected}`;
    default:
      return issue.message;
  }
}

/** Alternatives fail together: the one that got furthest says best what is wrong. */
function deepest(issue: z.core.$ZodIssue, unionSays: string): { path: Path; says: string } {
  if (issue.code !== "invalid_union") return { path: issue.path, says: expectation(issue) };
  const inner = issue.errors
    .flat()
    .map((one) => ({ ...deepest(one, unionSays), steps: one.path.length }))
    .sort((a, b) => b.steps - a.steps)[0];
  return inner && inner.steps > 0
    ? { path: [...issue.path, ...inner.path], says: inner.says }
    : { path: issue.path, says: unionSays };
}

export interface FormOptions {
  /** What the value is, as in "a key of an experiment". */
  readonly what: string;
  /** What is expected where a schema has alternatives. */
  readonly alternatives: string;
}

function toInputError(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  value: unknown,
  { what, alternatives }: FormOptions,
): InputError {
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const full = pathText([...issue.path, key]);
    const known = keysAt(schema, issue.path);
    return new InputError(`"${full}" is not a key of ${what}; ${didYouMean(key, known)}`, { path: full });
  }
  const { path, says } = deepest(issue, alternatives);
  const text = pathText(path);
  if (text === "isocortex") {
    return new InputError(
      `"isocortex" is ${shown(at(value, path))}; expected 1, the version of the format.`,
      { path: text },
    );
  }
  const where = text === "" ? `the ${what.replace(/^an? /, "")}` : text;
  return new InputError(`${where} is ${shown(at(value, path))}; ${says}.`, { path: text });
}

const DEEPEST = 16;

/** Refuses what would make later walks recurse without end, and keys that mean something to JavaScript. @throws InputError */
function refuseHostile(whole: unknown, { what }: FormOptions): void {
  const left: { value: unknown; path: Path }[] = [{ value: whole, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (value === null || typeof value !== "object") continue;
    if (path.length > DEEPEST) {
      const start = pathText(path.slice(0, 3));
      throw new InputError(`${start} is nested more than ${DEEPEST} deep; ${what} is flatter.`, {
        path: start,
      });
    }
    if (Object.hasOwn(value, "__proto__")) {
      const full = pathText([...path, "__proto__"]);
      throw new InputError(`"${full}" is not a key of ${what}; take it out.`, { path: full });
    }
    const list = Array.isArray(value);
    for (const [key, inner] of Object.entries(value))
      left.push({ value: inner, path: [...path, list ? Number(key) : key] });
  }
}

/** The value, once its form is known to be right. @throws InputError naming the path, what was got and what is allowed */
export function checkForm<T extends z.ZodType>(schema: T, value: unknown, options: FormOptions): z.infer<T> {
  refuseHostile(value, options);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw toInputError(schema, parsed.error.issues[0]!, value, options);
}
