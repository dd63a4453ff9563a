type Child = Node | string | undefined | false;

interface Properties {
  readonly class?: string | undefined;
  readonly text?: string | undefined;
  /** Attributes; `true` sets an empty one, `false` and undefined none. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** Listeners by event. */
  readonly on?: Readonly<Record<string, (event: Event) => void>> | undefined;
}

function fill<E extends Element>(made: E, properties: Properties, children: readonly Child[]): E {
  if (properties.class !== undefined) made.setAttribute("class", properties.class);
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [event, listener] of Object.entries(properties.on ?? {})) made.addEventListener(event, listener);
  if (properties.text !== undefined) made.textContent = properties.text;
  made.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return made;
}

/** An HTML element with its attributes, listeners and children; texts are never read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), properties, children);
}

/** An SVG element with its attributes, listeners and children. */
export function vector<K extends keyof SVGElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

/** A button that does one thing. */
export function button(text: string, onClick: () => void, properties: Properties = {}): HTMLButtonElement {
  return element("button", {
    text,
    ...properties,
    attributes: { type: "button", ...properties.attributes },
    on: { click: onClick, ...properties.on },
  });
}
