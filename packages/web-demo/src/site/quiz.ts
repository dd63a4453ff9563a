/** A question that checks itself. */
export type Question =
  | {
      readonly kind: "choice";
      readonly text: string;
      readonly answers: readonly string[];
      readonly right: number;
      readonly because: string;
    }
  | {
      readonly kind: "number";
      readonly text: string;
      readonly right: number;
      readonly because: string;
    }
  | {
      readonly kind: "order";
      readonly text: string;
      /** In their right order. */
      readonly items: readonly string[];
      readonly because: string;
    }
  | {
      readonly kind: "open";
      readonly text: string;
      /** What a good answer names. */
      readonly points: readonly string[];
    };

export interface Quiz {
  readonly title: string;
  readonly questions: readonly Question[];
}
