/** The lines of a text that fit `width` characters, broken at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const next = line === "" ? word : `${line} ${word}`;
    if (next.length <= width || line === "") line = next;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines.flatMap((long) =>
    long.length <= width ? [long] : (long.match(new RegExp(`.{1,${width}}`, "g")) ?? []),
  );
}
