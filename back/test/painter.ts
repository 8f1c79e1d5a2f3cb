import sharp from 'sharp'

type Scene = { sky: string; glow: string; sea: string; width?: number; height?: number }

/** Evenings at a harbour, to be sent as pictures. */
export const SCENES = {
  dusk: { sky: '#2b3a67', glow: '#f2a65a', sea: '#1f2a44' },
  noon: { sky: '#7fb7d9', glow: '#fdf3d0', sea: '#2f6f8f' },
  fog: { sky: '#b9bdb8', glow: '#eceae2', sea: '#7d8a88', width: 900, height: 1_200 },
  lanterns: { sky: '#1a1d33', glow: '#e4572e', sea: '#0f1424' },
  dawn: { sky: '#5b4b8a', glow: '#f7c59f', sea: '#3a3560' },
} satisfies Record<string, Scene>
export type SceneName = keyof typeof SCENES

/** A JPEG of a scene: a sun over the sea, a crane, and lanterns along the pier. */
export function paint(name: SceneName): Promise<Buffer> {
  const { sky, glow, sea, width = 1_600, height = 1_200 }: Scene = SCENES[name]
  const horizon = height * 0.62
  const lanterns = Array.from({ length: 7 }, (_, i) => {
    const [x, y] = [width * (0.08 + i * 0.14), horizon + height * (0.14 + (i % 2) * 0.02)]
    return `<circle cx="${x}" cy="${y}" r="${width * 0.011}" fill="#ffd98a"/>
      <circle cx="${x}" cy="${y}" r="${width * 0.03}" fill="#ffd98a" opacity=".25"/>`
  })
  const crane = `M ${width * 0.7} ${horizon} l 0 ${-height * 0.42} l ${-width * 0.28} ${-height * 0.06}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g" x2="0" y2="1">
      <stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="${glow}"/>
    </linearGradient></defs>
    <rect width="100%" height="${horizon}" fill="url(#g)"/>
    <circle cx="${width * 0.3}" cy="${horizon - height * 0.06}" r="${height * 0.11}" fill="${glow}"/>
    <rect y="${horizon}" width="100%" height="${height}" fill="${sea}"/>
    <rect x="${width * 0.22}" y="${horizon}" width="${width * 0.16}" height="${height}" fill="${glow}" opacity=".35"/>
    <path d="${crane}" stroke="#14161f" stroke-width="${width * 0.014}" fill="none"/>
    <rect y="${horizon + height * 0.17}" width="100%" height="${height * 0.03}" fill="#14161f"/>
    ${lanterns.join('')}
  </svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer()
}

/** A second of silence. */
export function silence(): Buffer {
  const rate = 8_000
  const bytes = Buffer.alloc(44 + rate, 128)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + rate, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    bytes.writeUInt16LE(value, at)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate, 28)
  bytes.write('data', 36)
  bytes.writeUInt32LE(rate, 40)
  return bytes
}
