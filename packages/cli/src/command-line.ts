/** The command as it was typed, quoted for a shell where need be. */
export function commandLine(): string {
  const quoted = process.argv
    .slice(2)
    .map((word) => (/^[\w./:=,+@%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return ["isocortex", ...quoted].join(" ");
}
