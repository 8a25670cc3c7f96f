/** A file's bytes without their mark, and how to read them. */
interface ReadableText {
  /** ASCII is one byte a character in them, so that records can be found before they are decoded. */
  readonly bytes: Uint8Array
  readonly decoder: { decode(bytes: Uint8Array): string }
}

/**
 * How to read a file of text: UTF-8, with or without its mark; UTF-16, known by its mark and turned
 * into UTF-8; or else Windows-1252, which is what spreadsheets on Windows write.
 */
export function readableText(file: Uint8Array): ReadableText {
  const utf8 = new TextDecoder()
  if (file[0] === 0xff && file[1] === 0xfe)
    return { bytes: recoded(file, 'utf-16le'), decoder: utf8 }
  if (file[0] === 0xfe && file[1] === 0xff)
    return { bytes: recoded(file, 'utf-16be'), decoder: utf8 }
  const bytes = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? file.subarray(3) : file
  return { bytes, decoder: isUtf8(bytes) ? utf8 : new TextDecoder('windows-1252') }
}

/** Whether bytes are UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function recoded(file: Uint8Array, encoding: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(encoding).decode(file))
}
