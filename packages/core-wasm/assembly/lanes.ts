/** Lanes of `T` in a v128: 2 of f64, 4 of f32. */
// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return 16 / sizeof<T>();
}

/** a·b + c. Two roundings in the strict build (the twin's order); one or two, as the machine likes, in the relaxed build. */
// @ts-ignore: decorator
@inline
export function multiplyAdd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** c - a·b. */
// @ts-ignore: decorator
@inline
export function multiplySubtract<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_nmadd<T>(a, b, c);
  return v128.sub<T>(c, v128.mul<T>(a, b));
}

/** The first `count` < lanes<T>() elements at `p`, the other lanes 0. */
export function loadPart<T>(p: usize, count: i32): v128 {
  if (sizeof<T>() == 8) return v128.load64_zero(p);
  let v = v128.load32_zero(p);
  if (count > 1) v = v128.load32_lane(p + 4, v, 1);
  if (count > 2) v = v128.load32_lane(p + 8, v, 2);
  return v;
}

/** Stores the first `count` < lanes<T>() lanes of `v` at `p`. */
export function storePart<T>(p: usize, v: v128, count: i32): void {
  if (sizeof<T>() == 8) {
    v128.store64_lane(p, v, 0);
    return;
  }
  v128.store32_lane(p, v, 0);
  if (count > 1) v128.store32_lane(p + 4, v, 1);
  if (count > 2) v128.store32_lane(p + 8, v, 2);
}
