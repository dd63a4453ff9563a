export type Scheme = "auto" | "light" | "dark";

const KEY = "isocortex-scheme";
const schemes: readonly Scheme[] = ["auto", "light", "dark"];

/** The scheme chosen in this visit, or an earlier one on this device. */
export function chosenScheme(): Scheme {
  const { choice } = document.documentElement.dataset;
  try {
    const kept = choice ?? localStorage.getItem(KEY);
    return schemes.find((scheme) => scheme === kept) ?? "auto";
  } catch {
    return "auto";
  }
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Shows the site in the scheme chosen: the device's own where that is "auto". */
function applyScheme(): void {
  const chosen = chosenScheme();
  document.documentElement.dataset.scheme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
}

/** Follows the device from now on. @param onChange called after the scheme has changed with it */
export function followDevice(onChange: () => void): void {
  applyScheme();
  dark.addEventListener("change", () => {
    applyScheme();
    onChange();
  });
}

/** Shows the site in a scheme and remembers it where that can be done. */
export function chooseScheme(scheme: Scheme): void {
  document.documentElement.dataset.choice = scheme;
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // Without storage it holds for this visit.
  }
  applyScheme();
}

/** The scheme after this one. */
export function nextScheme(scheme: Scheme): Scheme {
  return schemes[(schemes.indexOf(scheme) + 1) % schemes.length]!;
}
