/** A page's place among the browser's entries, so that back and forward undo and redo. */
export interface Address {
  /** Makes an entry for a state, by its number. */
  push(at: number, hash: string): void;
  /** Goes to the entry of a state that the page shows already. */
  follow(at: number, hash: string): void;
  /** The number of the state that the browser went to; undefined where that is not one of this page's, or `follow` did it. */
  arrived(hash: string, at: number): { readonly at: number } | "followed" | "foreign";
}

interface Mark {
  readonly page: string;
  readonly at: number;
}

let opened = 0;
const PATIENCE_MS = 500;

function markOf(page: string): Mark | undefined {
  const mark = window.history.state as Partial<Mark> | null;
  return mark?.page === page && typeof mark.at === "number" ? (mark as Mark) : undefined;
}

/** The address of a page that has just been opened; its first state is number 0. */
export function openAddress(): Address {
  const page = `${performance.timeOrigin}-${opened++}`;
  let until = 0;
  const replace = (at: number, hash: string): void => window.history.replaceState({ page, at }, "", hash);
  window.history.replaceState({ page, at: 0 }, "");
  return {
    push(at, hash) {
      window.history.pushState({ page, at }, "", hash);
    },
    follow(at, hash) {
      const mark = markOf(page);
      if (!mark) return replace(at, hash);
      if (mark.at === at) return;
      const moving = performance.now() < until;
      until = performance.now() + PATIENCE_MS;
      if (!moving) window.history.go(at - mark.at);
    },
    arrived(hash, at) {
      const mark = markOf(page);
      if (!mark) {
        replace(at + 1, hash);
        return "foreign";
      }
      if (performance.now() >= until) return { at: mark.at };
      if (mark.at === at) until = 0;
      else window.history.go(at - mark.at);
      return "followed";
    },
  };
}
