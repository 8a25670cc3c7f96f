import { describe, expect, it } from 'vitest'
import { noteAddress } from '../map/note-address.ts'
import { readRange, typedRange } from './typed-range.ts'

describe('noteAddress()', () => {
  it.each(['2026-07-15T10:00:30Z', '2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z'])(
    'is read as the minute that holds %s',
    (text) => {
      const at = Date.parse(text)
      const query = new URL(noteAddress('/people/W1/notes', at), 'http://localhost').searchParams
      const typed = typedRange((name) => query.get(name) ?? undefined)
      const from = Math.floor(at / 60_000) * 60_000
      expect(typed && readRange(typed)).toEqual({ within: { from, to: from + 60_000 } })
    },
  )
})
