/** Where a long call is; the answer "stop" cancels it. */
export interface Progress {
  readonly stage: string;
  /** 0 to 1. */
  readonly fraction: number;
}

export type OnProgress = (progress: Progress) => undefined | "stop" | Promise<undefined | "stop">;

/** A call was cancelled by its progress callback. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  constructor() {
    super("cancelled");
  }
}

export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === "Cancelled";
}
