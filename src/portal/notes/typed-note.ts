import type { PersonNote } from '../../domain/person-note.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readEnd, readRange, typedRange } from '../components/typed-range.ts'

/** Longest stretch that one note is about, in London days. */
const MOST_DAYS = 92

/** What a note or a hand-over is about: an instant, a stretch, or no time at all; or what is wrong with what was typed. */
export function readAbout(
  value: (name: string) => string | undefined,
): { readonly about: PersonNote['about'] } | { readonly faults: readonly FieldFault[] } {
  const typed = typedRange(value)
  if (!typed) return { about: undefined }
  if (typed.to.trim() === '' && typed.toTime.trim() === '') {
    const from = readEnd(typed, 'from')
    return typeof from === 'number' ? { about: { from, to: undefined } } : { faults: [from] }
  }
  const read = readRange(typed, MOST_DAYS)
  return 'faults' in read ? read : { about: read.within }
}
