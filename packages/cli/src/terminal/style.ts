import type { WriteStream } from "node:tty";

export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly colour: boolean;
}

/** Whether a stream takes colours: NO_COLOR and TERM=dumb say no, FORCE_COLOR says yes, else a terminal does. */
export function takesColour(
  stream: Pick<WriteStream, "isTTY">,
  env: NodeJS.ProcessEnv = process.env,
): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0") return true;
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** Ways to write text on a stream. */
export function styleOf(colour: boolean): Style {
  const paint = (code: number): Paint =>
    colour ? (text) => `\u001b[${code}m${text}\u001b[0m` : (text) => text;
  return { bold: paint(1), dim: paint(2), good: paint(32), bad: paint(31), colour };
}
