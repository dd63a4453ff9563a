/** What a piece of work gives, carried out at once without telling its progress. */
export function finish<R>(work: Generator<unknown, R>): R {
  let next = work.next();
  while (!next.done) next = work.next();
  return next.value;
}
