import type { Control, Controls, State, Value } from "./page.js";
import { defaultState } from "./page.js";

/** What a lecturer may ask of a page by its link. */
export interface LinkOptions {
  /** Controls not to show. */
  readonly hide: readonly string[];
  /** Large type, no chrome. */
  readonly present: boolean;
  /** Controls cannot be changed. */
  readonly lock: boolean;
}

/** A link, read. */
export interface Link {
  readonly slug: string;
  readonly state: State;
  readonly options: LinkOptions;
  /** Whether it sets anything. */
  readonly sets: boolean;
  /** What of it was not understood and left at its default. */
  readonly ignored: readonly string[];
  /** Controls whose number was outside their range and is now its nearest end. */
  readonly clamped: readonly string[];
}

const VERSION = "1";
const MOST_CHARACTERS = 8192;
const reserved = new Set(["v", "hide", "present", "lock"]);

/** The page that a hash names, before anything else of it is read. */
export function slugOf(hash: string): string {
  const name = /^#\/([^?]*)/.exec(hash)?.[1] ?? "";
  return name.replace(/[^a-z0-9-]/g, "-").slice(0, 60);
}

/** The value of a control from a text, within its range; undefined where the text is none. */
function valueFrom(control: Control, text: string): Value | undefined {
  if (control.kind === "toggle") return text === "1" ? true : text === "0" ? false : undefined;
  if (control.kind === "choice") return Object.hasOwn(control.options, text) ? text : undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return undefined;
  return Math.min(control.range[1], Math.max(control.range[0], value));
}

/** Reads a hash such as `#/ei-circuit?v=1&wEE=20&lock=1`; nothing in it can do more than set controls. */
export function readLink(hash: string, controls: Controls): Link {
  const cut = hash.length > MOST_CHARACTERS;
  const query = cut ? "" : hash.slice(hash.indexOf("?") + 1 || hash.length);
  const given = new URLSearchParams(query);
  const state: Record<string, Value> = { ...defaultState(controls) };
  const ignored: string[] = cut ? ["a link longer than 8 KB"] : [];
  const clamped: string[] = [];
  let sets = false;
  const version = given.get("v");
  if (version !== null && version !== VERSION) ignored.push("a version that this page does not know");
  for (const [name, text] of given) {
    if (reserved.has(name)) continue;
    const value = Object.hasOwn(controls, name) ? valueFrom(controls[name]!, text) : undefined;
    if (value === undefined) {
      ignored.push(name.replace(/[^\w.-]/g, "").slice(0, 30) || "a setting without a name");
      continue;
    }
    if (typeof value === "number" && value !== Number(text)) clamped.push(controls[name]!.label);
    state[name] = value;
    sets = true;
  }
  return {
    slug: slugOf(hash),
    state,
    options: {
      hide: (given.get("hide") ?? "").split(",").filter((name) => Object.hasOwn(controls, name)),
      present: given.get("present") === "1",
      lock: given.get("lock") === "1",
    },
    sets,
    ignored,
    clamped,
  };
}

function textOf(value: Value): string {
  return typeof value === "boolean" ? (value ? "1" : "0") : String(value);
}

/** The hash that brings a page back to a state: what differs from its defaults. */
export function writeLink(
  slug: string,
  controls: Controls,
  state: State,
  options: Partial<LinkOptions> = {},
): string {
  const query = new URLSearchParams({ v: VERSION });
  for (const [name, control] of Object.entries(controls)) {
    if (state[name] !== undefined && state[name] !== control.value) query.set(name, textOf(state[name]));
  }
  if (options.hide && options.hide.length > 0) query.set("hide", options.hide.join(","));
  if (options.present) query.set("present", "1");
  if (options.lock) query.set("lock", "1");
  return `#/${slug}?${query}`;
}
