/** An element of a document: its name, its attributes, and the text directly inside. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

const voids = new Set(["meta", "br", "link", "img", "input", "hr"]);
const named: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

function plain(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    if (Object.hasOwn(named, name)) return named[name]!;
    const code =
      /^#(\d+)$/.exec(name)?.[1] ?? Number(/^#x([0-9a-f]+)$/i.exec(name)?.[1] && `0x${name.slice(2)}`);
    if (!whole.endsWith(";") || Number.isNaN(Number(code)))
      throw new Error(`"${whole.slice(0, 20)}" is no entity`);
    return String.fromCodePoint(Number(code));
  });
}

/**
 * Every element of an SVG or HTML document, in order, read as strictly as XML is: tags nest and close, attributes are
 * quoted and named once, a bare < or & is an error.
 */
export function parseMarkup(markup: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const token = /<!doctype html>|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/giy;
  while (token.lastIndex < markup.length) {
    const at = token.lastIndex;
    const match = token.exec(markup);
    if (!match) throw new Error(`not well-formed at ${at}: ${markup.slice(at, at + 60)}`);
    const [, closing, name, attributes = "", selfClosing, text] = match;
    if (closing) {
      const last = open.pop();
      if (last?.name !== closing) throw new Error(`</${closing}> closes <${last?.name}>`);
    } else if (name) {
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [
        key!,
        plain(value!),
      ]);
      const element = { name, attributes: Object.fromEntries(pairs), text: "" };
      if (Object.keys(element.attributes).length !== pairs.length)
        throw new Error(`<${name}> repeats an attribute`);
      elements.push(element);
      if (!selfClosing && !voids.has(name)) open.push(element);
    } else if (text && open.length > 0) {
      const inside = open[open.length - 1]!;
      inside.text += inside.name === "style" ? text : plain(text);
    } else if (text?.trim()) throw new Error(`text outside of everything: ${text.slice(0, 40)}`);
  }
  if (open.length > 0) throw new Error(`<${open[open.length - 1]!.name}> is not closed`);
  return elements;
}

/** What a document must not have: something that runs, or that is fetched from elsewhere. */
export function dangers(elements: readonly Element[]): string[] {
  return elements.flatMap(({ name, attributes, text }) => [
    ...(/^(script|foreignObject|iframe|object|embed|base|link|animate|set|use|image|img)$/i.test(name)
      ? [name]
      : []),
    ...Object.entries(attributes).flatMap(([key, value]) => [
      ...(/^on/i.test(key) ? [`${name} ${key}`] : []),
      ...(/^(href|src|xlink:href|srcset|data|action|formaction)$/i.test(key)
        ? [`${name} ${key}=${value}`]
        : []),
      ...(/javascript:|url\(\s*["']?(?!#)/i.test(value) ? [`${name} ${key}=${value}`] : []),
    ]),
    ...(name === "style" && /@import|url\(/i.test(text) ? ["style"] : []),
  ]);
}
