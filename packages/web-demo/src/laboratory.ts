import { connect, type Lab } from "@isocortex/lab";

let lab: Lab | undefined;

/** The workers of this site, started when first needed. */
export function laboratory(): Lab {
  lab ??= connect({ workers: 2 });
  return lab;
}
