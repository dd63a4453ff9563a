/** A function that gives its last result again while its arguments stay the same ones. */
export function sameAgain<A extends readonly unknown[], R>(make: (...given: A) => R): (...given: A) => R {
  let last: { readonly given: A; readonly result: R } | undefined;
  return (...given) => {
    if (!last?.given.every((value, i) => Object.is(value, given[i])))
      last = { given, result: make(...given) };
    return last.result;
  };
}
