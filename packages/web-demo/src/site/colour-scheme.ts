export type Scheme = "auto" | "light" | "dark";

const KEY = "isocortex-scheme";
const schemes: readonly Scheme[] = ["auto", "light", "dark"];

/** The scheme chosen on this device. */
export function chosenScheme(): Scheme {
  try {
    return schemes.find((scheme) => scheme === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto";
  }
}

/** Shows the site in a scheme and remembers it where that can be done. */
export function chooseScheme(scheme: Scheme): void {
  if (scheme === "auto") delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme;
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // Without storage it holds for this visit.
  }
}

/** The scheme after this one. */
export function nextScheme(scheme: Scheme): Scheme {
  return schemes[(schemes.indexOf(scheme) + 1) % schemes.length]!;
}
