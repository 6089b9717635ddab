/** A color as red, green and blue from 0 to 1, gamma-encoded as in CSS. */
export type Rgb = readonly [number, number, number];

/** Reads `#rrggbb`. */
export function parseHex(hex: string): Rgb {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex);
  if (!match) throw new Error(`“${hex}” is no color. Write it as #rrggbb.`);
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => parseInt(part, 16) / 255);
  return [red, green, blue];
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

export type Deficiency = 'protanopia' | 'deuteranopia' | 'tritanopia';

// Severity 1.0 of Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation
// of Color Vision Deficiency” (2009), https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/
const simulations: Record<Deficiency, readonly Rgb[]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** The color as a reader with this deficiency sees it. */
export function simulate(color: Rgb, deficiency: Deficiency): Rgb {
  const linear = map(color, toLinear);
  const [red, green, blue] = simulations[deficiency].map((row) => dot(row, linear));
  return map([red ?? 0, green ?? 0, blue ?? 0], (value) =>
    toGamma(Math.min(1, Math.max(0, value))),
  );
}

/** How different two colors look: 100 times their distance in OKLab. About 2 is just noticeable. */
export function difference(one: Rgb, other: Rgb): number {
  const [a, b] = [oklab(one), oklab(other)];
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

// https://bottosson.github.io/posts/oklab/
function oklab(color: Rgb): Rgb {
  const linear = map(color, toLinear);
  const l = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], linear));
  const m = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], linear));
  const s = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], linear));
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], [l, m, s]),
    dot([1.9779984951, -2.428592205, 0.4505937099], [l, m, s]),
    dot([0.0259040371, 0.7827717662, -0.808675766], [l, m, s]),
  ];
}

function luminance(color: Rgb): number {
  return dot([0.2126, 0.7152, 0.0722], map(color, toLinear));
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toGamma(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

function map([red, green, blue]: Rgb, change: (value: number) => number): Rgb {
  return [change(red), change(green), change(blue)];
}

function dot(a: Rgb, b: Rgb): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
