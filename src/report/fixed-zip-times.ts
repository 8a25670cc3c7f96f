const CENTRAL = 0x02014b50
const END = 0x06054b50
/** 1 January 1980, 00:00: the first moment a zip file can name. */
const FIRST_DATE = 0x21
const NO_TIME = 0

/**
 * The same zip file with one date on all of its entries, in place: what writes documents stamps the
 * clock on them, and the same document has to be the same bytes.
 *
 * @throws RangeError where it is no zip file, or has a comment at its end.
 */
export function fixZipTimes(zip: Buffer): Buffer {
  const end = zip.length - 22
  if (end < 0 || zip.readUInt32LE(end) !== END) {
    throw new RangeError('Cannot fix the times of a zip file: its end is not one')
  }
  let entry = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(entry) !== CENTRAL) {
      throw new RangeError('Cannot fix the times of a zip file: an entry is not one')
    }
    stamp(zip, entry + 12)
    stamp(zip, zip.readUInt32LE(entry + 42) + 10)
    entry +=
      46 +
      zip.readUInt16LE(entry + 28) +
      zip.readUInt16LE(entry + 30) +
      zip.readUInt16LE(entry + 32)
  }
  return zip
}

function stamp(zip: Buffer, at: number): void {
  zip.writeUInt16LE(NO_TIME, at)
  zip.writeUInt16LE(FIRST_DATE, at + 2)
}
