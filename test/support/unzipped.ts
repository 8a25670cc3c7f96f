import { inflateRawSync } from 'node:zlib'

/** The files of a zip file by name, in order, as its directory has them. */
export function unzipped(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22
  let entry = zip.readUInt32LE(end + 16)
  const files = new Map<string, Buffer>()
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const named = zip.readUInt16LE(entry + 28)
    const name = zip.subarray(entry + 46, entry + 46 + named).toString()
    const local = zip.readUInt32LE(entry + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    files.set(name, inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(entry + 20))))
    entry += 46 + named + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32)
  }
  return files
}
