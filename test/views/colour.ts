/** Colour arithmetic for the tests, after Björn Ottosson's Oklab and WCAG 2.2's contrast ratio. */

export type Tokens = ReadonlyMap<string, string>

/** `oklch(44% 0.12 145)` as `#rrggbb`; what lies outside sRGB is clipped. */
export function toHex(oklch: string): string {
  const match = /^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)$/.exec(oklch)
  if (!match) throw new Error(`Not an oklch colour: ${oklch}`)
  const [lightness = 0, chroma = 0, hue = 0] = match.slice(1).map(Number)
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const [long, medium, short] = [
    (lightness / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (lightness / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (lightness / 100 - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ]
  const linear = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
  const channels = linear.map((value) => {
    const clipped = Math.min(1, Math.max(0, value))
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}

/** WCAG 2.2's contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second)
  return (lighter + 0.05) / (darker + 0.05)
}

/** One `#rrggbb` colour over another, covering `share` of it, as browsers mix them (in sRGB). */
export function mix(over: string, under: string, share: number): string {
  const channels = [1, 3, 5].map((start) => {
    const [one = 0, other = 0] = [over, under].map((hex) => Number.parseInt(hex.slice(start, start + 2), 16))
    return Math.round(one * share + other * (1 - share))
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Every custom property of a stylesheet, under `<at-rules> <selector> <name>`. */
export function readTokens(css: string): Tokens {
  const tokens = new Map<string, string>()
  const path: string[] = []
  for (const [, block, end, name, value] of css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .matchAll(/([^{};]+)\{|(\})|(--[\w-]+):\s*([^;]+);/g)) {
    if (block !== undefined) path.push(block.trim().replaceAll("'", '"').replace(/\s+/g, ' '))
    else if (end !== undefined) path.pop()
    else if (name !== undefined && value !== undefined) tokens.set([...path, name].join(' '), value.trim())
  }
  return tokens
}
