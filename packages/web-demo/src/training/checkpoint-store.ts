import { canonicalJson } from "@isocortex/lab";
import type { Work } from "./training-session.js";

/** A training that did not come to its end, with all that is needed to go on. */
export interface KeptTraining {
  /** Slug of the page. */
  readonly page: string;
  readonly work: Work;
  readonly update: number;
  /** The checkpoint. */
  readonly bytes: Uint8Array;
}

/** Trainings kept by this browser. */
export interface CheckpointStore {
  /** Keeps a training and reads it back. @throws Error when it is not there as it was given; it is then dropped */
  put(kept: KeptTraining): Promise<void>;
  /** The training of these settings, or else the page's latest; entries that do not match their hash are dropped. */
  find(page: string, settings: string): Promise<KeptTraining | undefined>;
  drop(page: string, settings: string): Promise<void>;
}

const DATABASE = "isocortex-trainings";
const ENTRIES = "entries";
/** Of the entries; others are dropped. */
const FORMAT = 1;
/** Of a page; the oldest are dropped. */
const MOST_ENTRIES = 6;

interface Entry {
  readonly id: string;
  readonly format: number;
  readonly savedAt: number;
  readonly kept: KeptTraining;
  readonly hash: number;
}

const idOf = (page: string, settings: string): string => `${page} ${settings}`;

/** FNV-1a of bytes, 32 bits; a checkpoint's own SHA-256 is checked when it is gone on from. */
function fnv(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash >>> 0;
}

function hashOf({ bytes, work, ...rest }: KeptTraining): number {
  const { start, ...told } = work;
  const hashes = [bytes, ...(start ? [start] : [])].map(fnv);
  return fnv(new TextEncoder().encode(canonicalJson({ ...rest, work: told, hashes })));
}

function isWhole(entry: Entry | undefined): boolean {
  try {
    return entry !== undefined && entry.format === FORMAT && hashOf(entry.kept) === entry.hash;
  } catch {
    return false;
  }
}

const markOf = (id: string): string => `isocortex-dropped-${fnv(new TextEncoder().encode(id))}`;

/** Notes at once that an entry was dropped: a reload may end its deletion, which waits for what is being written. */
function mark(id: string): void {
  try {
    localStorage.setItem(markOf(id), String(Date.now()));
  } catch {
    // Without it a reload in the same instant may offer the training again.
  }
}

function unmark(id: string): void {
  try {
    localStorage.removeItem(markOf(id));
  } catch {
    // Then there is none.
  }
}

function wasDropped({ id, savedAt }: Entry): boolean {
  try {
    return savedAt <= Number(localStorage.getItem(markOf(id)) ?? Number.NEGATIVE_INFINITY);
  } catch {
    return false;
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** A change of the store, committed without waiting for an answer: the page may be on its way out. */
function committed<T>(request: IDBRequest<T>): Promise<T> {
  request.transaction!.commit();
  return settled(request);
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, FORMAT);
  request.onupgradeneeded = () => {
    const { result } = request;
    for (const name of result.objectStoreNames) result.deleteObjectStore(name);
    result.createObjectStore(ENTRIES, { keyPath: "id" });
  };
  return settled(request);
}

/** The store of this browser; every call rejects where it lets nothing be kept. */
export function createCheckpointStore(): CheckpointStore {
  let database: Promise<IDBDatabase> | undefined;

  async function entries(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    database ??= open();
    return (await database).transaction(ENTRIES, mode).objectStore(ENTRIES);
  }

  const remove = async (id: string): Promise<void> => {
    await committed((await entries("readwrite")).delete(id));
  };

  async function ofPage(page: string): Promise<readonly Entry[]> {
    const all: readonly Entry[] = await settled((await entries("readonly")).getAll());
    const mine = all.filter(({ id }) => String(id).startsWith(`${page} `));
    const broken = mine.filter((entry) => !isWhole(entry) || wasDropped(entry));
    await Promise.all(broken.map(({ id }) => remove(id)));
    return mine.filter((entry) => !broken.includes(entry)).sort((a, b) => b.savedAt - a.savedAt);
  }

  return {
    async put(kept) {
      const id = idOf(kept.page, kept.work.settings);
      const entry: Entry = { id, format: FORMAT, savedAt: Date.now(), kept, hash: hashOf(kept) };
      await committed((await entries("readwrite")).put(entry));
      const back: Entry | undefined = await settled((await entries("readonly")).get(id));
      if (back?.hash === entry.hash && isWhole(back)) return;
      await remove(id);
      throw new Error("this browser gave back another checkpoint than it was given.");
    },
    async find(page, settings) {
      const all = await ofPage(page);
      await Promise.all(all.slice(MOST_ENTRIES).map(({ id }) => remove(id)));
      return (all.find(({ kept }) => kept.work.settings === settings) ?? all[0])?.kept;
    },
    async drop(page, settings) {
      const id = idOf(page, settings);
      mark(id);
      await remove(id);
      unmark(id);
    },
  };
}
