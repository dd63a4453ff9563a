import { InputError } from "@isocortex/core-wasm";
import swc from "@swc/wasm-typescript";

interface SyntaxFault {
  readonly message: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

const isFault = (value: unknown): value is SyntaxFault =>
  typeof value === "object" && value !== null && "message" in value;

/** TypeScript without its types, every line where it was. @throws InputError where it is none, or has what is more than types */
export function stripTypes(source: string, path: string): string {
  try {
    return swc.transformSync(source, { mode: "strip-only", module: true, filename: path }).code;
  } catch (error) {
    const { message, startLine, startColumn } = isFault(error)
      ? error
      : (new Error(String(error)) as SyntaxFault);
    const at = startLine === undefined ? "" : `:${startLine}:${(startColumn ?? 0) + 1}`;
    const told = message.split("\n")[0]!.replace(/^\s*[x×]\s*/, "");
    throw new InputError(`${path}${at}: ${told}; mend it there.`, { path });
  }
}
