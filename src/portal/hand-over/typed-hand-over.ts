import type { AskedHandOver } from '../../app/hand-over/hand-over.ts'
import { MOST_PICTURE_DAYS } from '../../domain/hand-over.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readInstant } from '../components/typed-instant.ts'
import { readRange, typedRange } from '../components/typed-range.ts'
import type { FormValues } from '../form-values.ts'
import { wholeNumber } from '../whole-number.ts'

/** Every field of the form, in its order; notes and marks may come several times. */
export const handOverFields = [
  ...[
    'contactType',
    'at',
    'atTime',
    'atZone',
    'breach',
    'outcome',
    'description',
    'notes',
    'incident',
  ],
  ...['from', 'fromTime', 'fromZone', 'to', 'toTime', 'toZone', 'marks'],
] as const

/** What somebody asks to send, read; or what is wrong with it, by field. */
export function readHandOver(
  form: FormValues,
): { readonly asked: AskedHandOver } | { readonly faults: readonly FieldFault[] } {
  const { text, ticked } = form
  const faults: FieldFault[] = []
  const contactAt = readInstant(form, 'at', faults)
  if (contactAt === undefined && faults.length === 0) {
    faults.push({ field: 'at', text: 'Enter the date of the contact' })
  }
  const typed = typedRange(text)
  const read = typed && readRange(typed, MOST_PICTURE_DAYS)
  if (read && 'faults' in read) faults.push(...read.faults)
  if (contactAt === undefined || faults.length > 0) return { faults }
  const marks = ticked('marks')
  return {
    asked: {
      contactType: text('contactType'),
      contactAt,
      breach: text('breach'),
      outcome: text('outcome'),
      description: text('description').replaceAll('\r\n', '\n'),
      noteIds: [...new Set(ticked('notes').map((id) => wholeNumber(id) ?? 0))],
      incidentId: wholeNumber(text('incident')),
      pictured: read && 'within' in read ? read.within : undefined,
      alert: marks.includes('alert'),
      visorExtract: marks.includes('visor'),
      sensitive: marks.includes('sensitive'),
    },
  }
}
