import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const RGB = 2
/** Each byte as the difference to the one above it. */
const UP = 2

/**
 * A PNG of pixels that hide nothing beneath them. Without transparency PDFs take it as it is; with it they
 * are written in whatever order the parts come out of other threads, and no two are the same bytes.
 *
 * @param pixels four bytes each: red, green, blue, and one that is left out.
 */
export function opaquePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const line = 3 * width
  const lines = Buffer.alloc((line + 1) * height)
  for (let y = 0; y < height; y++) {
    const start = y * (line + 1)
    lines[start] = UP
    for (let i = 0; i < line; i++) {
      const at = 4 * (y * width + Math.floor(i / 3)) + (i % 3)
      const above = y === 0 ? 0 : (pixels[at - 4 * width] ?? 0)
      lines[start + 1 + i] = (pixels[at] ?? 0) - above
    }
  }
  return pngFile(width, height, RGB, [['IDAT', deflateSync(lines)]])
}

/** A PNG of eight bits a value from its chunks, without its head and end. @param colours RGB is 2, a palette 3. */
export function pngFile(
  width: number,
  height: number,
  colours: 2 | 3,
  chunks: readonly (readonly [name: string, data: Buffer])[],
): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, colours], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    ...chunks.map(([name, data]) => chunk(name, data)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
