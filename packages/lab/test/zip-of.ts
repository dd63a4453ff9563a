/** An entry of a made archive; what is left out is as an honest writer has it. */
export interface Entry {
  readonly name: string;
  /** What lies in the file: packed already when `method` is 8. */
  readonly body: Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method?: number;
  /** Packed size that the directory claims. */
  readonly size?: number;
  /** Size once inflated that the directory claims. */
  readonly claimed?: number;
  /** Where the directory says the entry lies. */
  readonly at?: number;
}

function header(signature: number, length: number): DataView {
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, signature, true);
  return view;
}

/**
 * A zip archive whose directory says what the test wants, true or not.
 * @param listed how many of the entries, from the first, the directory lists
 */
export function zipOf(entries: readonly Entry[], listed = entries.length): Uint8Array {
  const local: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, body, method = 0, size = body.length, claimed = size, at = offset } of entries) {
    const text = new TextEncoder().encode(name);
    const before = header(0x04034b50, 30);
    before.setUint16(8, method, true);
    before.setUint32(18, size, true);
    before.setUint32(22, claimed, true);
    before.setUint16(26, text.length, true);
    const record = header(0x02014b50, 46);
    record.setUint16(10, method, true);
    record.setUint32(20, size, true);
    record.setUint32(24, claimed, true);
    record.setUint16(28, text.length, true);
    record.setUint32(42, at, true);
    local.push(new Uint8Array(before.buffer), text, body);
    if (directory.length < 2 * listed) directory.push(new Uint8Array(record.buffer), text);
    offset += 30 + text.length + body.length;
  }
  const end = header(0x06054b50, 22);
  end.setUint16(8, listed, true);
  end.setUint16(10, listed, true);
  end.setUint32(
    12,
    directory.reduce((sum, part) => sum + part.length, 0),
    true,
  );
  end.setUint32(16, offset, true);
  return Uint8Array.from(Buffer.concat([...local, ...directory, new Uint8Array(end.buffer)]));
}

/** An .npy file of version 1.0 with this header text and these data. */
export function npyOf(text: string, data: ArrayLike<number> = [], version = 1): Uint8Array {
  const length = text.length + 1;
  const size =
    version === 1 ? [length & 255, length >> 8] : [length & 255, (length >> 8) & 255, length >> 16, 0];
  const characters = Array.from(`${text}\n`, (character) => character.charCodeAt(0));
  return Uint8Array.from([
    0x93,
    0x4e,
    0x55,
    0x4d,
    0x50,
    0x59,
    version,
    0,
    ...size,
    ...characters,
    ...Array.from(data),
  ]);
}

/** The header text of an array. */
export const headerOf = (descr: string, shape: string, fortran = "False"): string =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`;
