/**
 * Row i holds entries start[i] .. start[i+1]; entry e of a row goes to partial sum (e - start[i]) mod 4,
 * out[i] = (s0 + s1) + (s2 + s3).
 */
export function sparseMatmul<T>(out: usize, values: usize, columns: usize, start: usize, x: usize, n: i32, m: i32, batch: i32): void {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < n; i++) {
      let e = load<u32>(start + (<usize>i << 2));
      const end = load<u32>(start + (<usize>i << 2), 4);
      let s0: T = <T>0, s1: T = <T>0, s2: T = <T>0, s3: T = <T>0;
      let v = values + <usize>e * sizeof<T>();
      let c = columns + (<usize>e << 1);
      for (; e + 4 <= end; e += 4) {
        s0 = <T>(s0 + load<T>(v) * load<T>(x + <usize>load<u16>(c) * sizeof<T>()));
        s1 = <T>(s1 + load<T>(v, sizeof<T>()) * load<T>(x + <usize>load<u16>(c, 2) * sizeof<T>()));
        s2 = <T>(s2 + load<T>(v, 2 * sizeof<T>()) * load<T>(x + <usize>load<u16>(c, 4) * sizeof<T>()));
        s3 = <T>(s3 + load<T>(v, 3 * sizeof<T>()) * load<T>(x + <usize>load<u16>(c, 6) * sizeof<T>()));
        v += 4 * sizeof<T>();
        c += 8;
      }
      if (e < end) s0 = <T>(s0 + load<T>(v) * load<T>(x + <usize>load<u16>(c) * sizeof<T>()));
      if (e + 1 < end) s1 = <T>(s1 + load<T>(v, sizeof<T>()) * load<T>(x + <usize>load<u16>(c, 2) * sizeof<T>()));
      if (e + 2 < end) s2 = <T>(s2 + load<T>(v, 2 * sizeof<T>()) * load<T>(x + <usize>load<u16>(c, 4) * sizeof<T>()));
      store<T>(out, <T>((s0 + s1) + (s2 + s3)));
      out += sizeof<T>();
    }
    x += <usize>m * sizeof<T>();
  }
}
