/**
 * The text of a file as UTF-8 without a byte order mark. Bytes that are not UTF-8 are read as
 * Windows-1252, which is what spreadsheets on Windows write; UTF-16 is known by its mark.
 */
export function utf8Bytes(file: Uint8Array): Uint8Array {
  if (file[0] === 0xff && file[1] === 0xfe) return recoded(file, 'utf-16le')
  if (file[0] === 0xfe && file[1] === 0xff) return recoded(file, 'utf-16be')
  const body = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? file.subarray(3) : file
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body)
    return body
  } catch {
    return recoded(body, 'windows-1252')
  }
}

function recoded(file: Uint8Array, encoding: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(encoding).decode(file))
}
