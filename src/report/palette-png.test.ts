import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { palettePng } from './palette-png.ts'

/** Red, green and blue of each pixel of a PNG with a palette and no filters. */
function coloursOf(png: Uint8Array, width: number): number[][] {
  const file = Buffer.from(png)
  const chunk = (name: string) => {
    const at = file.indexOf(name)
    return file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4))
  }
  const palette = chunk('PLTE')
  const lines = inflateSync(chunk('IDAT'))
  return [...lines.entries()]
    .filter(([at]) => at % (width + 1) > 0)
    .map(([, index]) => [...palette.subarray(3 * index, 3 * index + 3)])
}

it('keeps black, white and plain colours as they are, and others near', () => {
  const colours = [
    [255, 255, 255],
    [0, 0, 0],
    [255, 0, 0],
    [18, 67, 125],
  ]
  const pixels = Uint8Array.from(colours.flatMap((colour) => [...colour, 255]))
  const [white, black, red, blue] = coloursOf(palettePng(pixels, 2, 2), 2)
  expect([white, black, red]).toEqual(colours.slice(0, 3))
  for (const [part, value] of (blue ?? []).entries()) {
    expect(Math.abs(value - (colours[3]?.[part] ?? 0))).toBeLessThanOrEqual(8)
  }
})

it('draws more colours than a palette holds with the nearest it has', () => {
  const across = 40
  const pixels = Uint8Array.from(
    Array.from({ length: across * across }, (_, at) => [
      (at % across) * 6,
      Math.floor(at / across) * 6,
      128,
      255,
    ]).flat(),
  )
  const shown = coloursOf(palettePng(pixels, across, across), across)
  expect(new Set(shown.map(String)).size).toBeLessThanOrEqual(256)
  for (const [at, colour] of shown.entries()) {
    const apart = colour.map((part, i) => Math.abs(part - (pixels[4 * at + i] ?? 0)))
    expect(Math.max(...apart)).toBeLessThanOrEqual(128)
  }
})
