/** A browser reads no files. */
export async function readFileUrl(url: string): Promise<Uint8Array> {
  throw new Error(`cannot read ${url} in a browser; give the bytes, an http(s) URL, a Module or a Response.`);
}
