/** Where one CSV record lies in a buffer. */
export interface CsvRecord {
  /** End of the record's own bytes, before its line break. */
  readonly end: number
  /** Start of the next record. */
  readonly next: number
  /** Line breaks up to the next record: more than one where a quoted field holds some, 0 where a record is cut. */
  readonly lines: number
  /** Why the quotes make no sense; the record is then the line it starts on, and reading goes on after it. */
  readonly malformed?: string
}

const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44
const SPACE = 32
const TAB = 9

/**
 * Finds the record that starts at `start`: RFC 4180 with any of LF, CRLF and CR as line break, and
 * quotes only meant as such at the start of a field (`5" pipe` is text). `undefined` when the buffer
 * ends before the record does and more bytes may come.
 *
 * Ours rather than a library's because a row's number must be the line an editor shows and a refused
 * row must be kept as it came (ADR 0002); a property test holds it equal to csv-parse.
 */
export function findRecord(
  bytes: Uint8Array,
  start: number,
  options: {
    readonly limit: number
    readonly final: boolean
    readonly maxBytes: number
    /** The byte between fields; a comma where none is given. */
    readonly delimiter?: number
  },
): CsvRecord | undefined {
  const { limit, final, delimiter = COMMA } = options
  const furthest = Math.min(limit, start + options.maxBytes)
  let lines = 1
  let at = start
  let fieldStart = true
  while (at < furthest) {
    const byte = bytes[at]!
    if (byte === LF) return { end: at, next: at + 1, lines }
    if (byte === CR) {
      if (at + 1 === limit && !final) return undefined
      return { end: at, next: bytes[at + 1] === LF && at + 1 < limit ? at + 2 : at + 1, lines }
    }
    if (byte !== QUOTE || !fieldStart) {
      fieldStart = byte === delimiter
      at++
      continue
    }
    // Inside quotes, to the quote that closes them.
    at++
    for (;;) {
      if (at >= furthest) return cut('a quote is opened and never closed')
      const inside = bytes[at]!
      if (inside === LF || (inside === CR && bytes[at + 1] !== LF)) lines++
      if (inside === QUOTE) {
        if (at + 1 === limit && !final) return undefined
        if (bytes[at + 1] !== QUOTE || at + 1 >= limit) break
        at++
      }
      at++
    }
    at++
    while (at < furthest && isBlank(bytes[at]!)) at++
    if (at >= furthest) {
      return at >= limit && final ? { end: at, next: at, lines } : cut('a record is too long')
    }
    const after = bytes[at]!
    if (after !== delimiter && after !== LF && after !== CR) {
      return firstLine('text follows a closing quote')
    }
    fieldStart = false
  }
  if (furthest < limit)
    return { end: furthest, next: furthest, lines: lines - 1, malformed: 'a record is too long' }
  return final ? { end: at, next: at, lines } : undefined

  function isBlank(byte: number): boolean {
    return byte !== delimiter && (byte === SPACE || byte === TAB)
  }

  function cut(why: string): CsvRecord | undefined {
    return furthest === limit && !final ? undefined : firstLine(why)
  }

  /** The line the record starts on, as a record of its own. */
  function firstLine(malformed: string): CsvRecord | undefined {
    let end = start
    while (end < furthest && bytes[end] !== LF && bytes[end] !== CR) end++
    const crAtEnd = bytes[end] === CR && end + 1 === limit
    if ((end === limit || crAtEnd) && !final) return undefined
    const breakBytes = end === furthest ? 0 : bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1
    return {
      end,
      next: Math.min(end + breakBytes, limit),
      lines: Math.min(breakBytes, 1),
      malformed,
    }
  }
}

/** The fields of one well-formed record, quotes taken off. */
export function csvFields(record: string, delimiter = ','): string[] {
  if (!record.includes('"')) return record.split(delimiter)
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (record[at] === '"') {
      let close = at + 1
      while (record[close] !== '"' || record[close + 1] === '"')
        close += record[close] === '"' ? 2 : 1
      fields.push(record.slice(at + 1, close).replaceAll('""', '"'))
      at = record.indexOf(delimiter, close)
    } else {
      const next = record.indexOf(delimiter, at)
      fields.push(next < 0 ? record.slice(at) : record.slice(at, next))
      at = next
    }
    if (at < 0) return fields
    at++
  }
}
