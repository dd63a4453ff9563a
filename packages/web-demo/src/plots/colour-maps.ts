export type Rgb = readonly [number, number, number];

/** Cividis (Nuñez, Anderton & Renslow 2018), told apart with any colour vision; sampled at nine places. */
const cividis: readonly Rgb[] = [
  [0, 34, 78],
  [18, 53, 112],
  [59, 73, 108],
  [87, 93, 109],
  [112, 113, 115],
  [138, 134, 120],
  [165, 156, 116],
  [195, 179, 105],
  [254, 232, 56],
];

/** Blue through white to orange: signs that every colour vision tells apart. */
const blueOrange: readonly Rgb[] = [
  [0, 90, 160],
  [120, 175, 220],
  [245, 245, 245],
  [240, 170, 110],
  [190, 80, 0],
];

function between(stops: readonly Rgb[], fraction: number): Rgb {
  const at = Math.min(1, Math.max(0, fraction)) * (stops.length - 1);
  const [low, high] = [stops[Math.floor(at)]!, stops[Math.ceil(at)]!];
  const rest = at - Math.floor(at);
  const mix = (i: 0 | 1 | 2): number => Math.round(low[i] + rest * (high[i] - low[i]));
  return [mix(0), mix(1), mix(2)];
}

/** Colour of a magnitude, 0 to 1. */
export function magnitudeColour(fraction: number): Rgb {
  return between(cividis, fraction);
}

/** Colour of a signed value, -1 to 1. */
export function signedColour(fraction: number): Rgb {
  return between(blueOrange, (fraction + 1) / 2);
}

/** Whether black is read better on a colour than white: its relative luminance (WCAG 2.2) is above 0.179. */
export function isLight(colour: Rgb): boolean {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}

/** A colour as CSS writes it. */
export function cssColour([r, g, b]: Rgb): string {
  return `rgb(${r} ${g} ${b})`;
}
