import { gzipSync } from 'node:zlib'

const HEADER_BYTES = 127
const GZIP = 2
const WHOLE_TILE = 4096
const zigzag = (value: number) => (value << 1) ^ (value >> 31)

/** A whole PMTiles file (version 3, gzip) of one vector tile: the world as one polygon of `layer`. */
export function pmtilesFile(layer: string, attribution: string, tileType = 1): Buffer {
  const tile = gzipSync(vectorTile(layer))
  // One entry: tile id 0, run of 1, its length, and offset 0 written as 1.
  const directory = gzipSync(bytes(1, 0, 1, tile.length, 1))
  const metadata = gzipSync(JSON.stringify({ attribution }))
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles')
  header.writeUInt8(3, 7)
  let offset = HEADER_BYTES
  const sections = [directory, metadata, Buffer.alloc(0), tile]
  sections.forEach((section, index) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * index)
    header.writeBigUInt64LE(BigInt(section.length), 16 + 16 * index)
    offset += section.length
  })
  for (const count of [72, 80, 88]) header.writeBigUInt64LE(1n, count)
  header.set([1, GZIP, GZIP, tileType, 0, 0], 96)
  header.writeInt32LE(-180e7, 102)
  header.writeInt32LE(-85e7, 106)
  header.writeInt32LE(180e7, 110)
  header.writeInt32LE(85e7, 114)
  return Buffer.concat([header, ...sections])
}

function vectorTile(layer: string): Buffer {
  const corners = [9, 0, 0, 26, WHOLE_TILE, 0, 0, WHOLE_TILE, -WHOLE_TILE, 0, 15]
  const commands = new Set([0, 3, 10])
  const geometry = bytes(...corners.map((value, at) => (commands.has(at) ? value : zigzag(value))))
  const feature = Buffer.concat([bytes(0x18, 3), field(4, geometry)])
  const content = Buffer.concat([
    bytes(0x78, 2),
    field(1, Buffer.from(layer)),
    field(2, feature),
    bytes(0x28, WHOLE_TILE),
  ])
  return field(3, content)
}

/** A protobuf field of bytes. */
function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([bytes((number << 3) | 2, content.length), content])
}

/** Numbers as varints. */
function bytes(...values: readonly number[]): Buffer {
  const written: number[] = []
  for (let value of values) {
    while (value > 127) {
      written.push((value & 127) | 128)
      value >>>= 7
    }
    written.push(value)
  }
  return Buffer.from(written)
}
