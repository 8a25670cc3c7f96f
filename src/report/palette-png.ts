import { deflateSync } from 'node:zlib'
import { pngFile } from './opaque-png.ts'

const INDEXED = 3
const MOST_COLOURS = 256
/** Bits of each of red, green and blue that are looked at: a drawing has few colours, and their blends at edges. */
const BITS = 5
const CELLS = 1 << (3 * BITS)

type Colour = [red: number, green: number, blue: number]

/**
 * A PNG of the colours that pixels have most, every other as the nearest of these: a drawing looks the same and
 * takes a sixth of the room.
 *
 * @param pixels four bytes each: red, green, blue, and one that is left out.
 */
export function palettePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const cells = new Uint16Array(width * height)
  const counts = new Uint32Array(CELLS)
  for (let at = 0; at < cells.length; at++) {
    const cell = cellOf(pixels[4 * at] ?? 0, pixels[4 * at + 1] ?? 0, pixels[4 * at + 2] ?? 0)
    cells[at] = cell
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  const found = Array.from(counts.keys()).filter((cell) => (counts[cell] ?? 0) > 0)
  // Of those as frequent as each other, the same every time.
  found.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
  const kept = found.slice(0, MOST_COLOURS).map((cell) => ({ cell, colour: colourOf(cell) }))
  const indexes = new Uint8Array(CELLS)
  for (const cell of found) indexes[cell] = nearest(cell, kept)
  const lines = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    const [line, row] = [y * (width + 1) + 1, y * width]
    for (let x = 0; x < width; x++) lines[line + x] = indexes[cells[row + x] ?? 0] ?? 0
  }
  return pngFile(width, height, INDEXED, [
    ['PLTE', Buffer.from(kept.flatMap(({ colour }) => colour))],
    ['IDAT', deflateSync(lines)],
  ])
}

function cellOf(red: number, green: number, blue: number): number {
  const drop = 8 - BITS
  return ((red >> drop) << (2 * BITS)) | ((green >> drop) << BITS) | (blue >> drop)
}

/** The colour a cell stands for; white stays white. */
function colourOf(cell: number): Colour {
  const mask = (1 << BITS) - 1
  const full = (part: number) => Math.round(((part & mask) * 255) / mask)
  return [full(cell >> (2 * BITS)), full(cell >> BITS), full(cell)]
}

function nearest(cell: number, kept: readonly { readonly colour: Colour }[]): number {
  const [red, green, blue] = colourOf(cell)
  let [best, least] = [0, Infinity]
  for (let index = 0; index < kept.length && least > 0; index++) {
    const [r, g, b] = kept[index]?.colour ?? [0, 0, 0]
    const distance = (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2
    if (distance < least) [best, least] = [index, distance]
  }
  return best
}
