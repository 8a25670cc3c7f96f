import type { Compliance } from '../../app/compliance/read-compliance.ts'
import { counted } from '../../domain/count-text.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { londonDate } from '../../domain/london-time.ts'
import { gravest, type Kept, type KeptDay, keptInARow } from '../../monitoring/required-kept.ts'

/**
 * What went well, in short sentences that can be sent to the person: only of what is known. Days of which something is not known,
 * or that were excused, are neither counted nor called kept. Nothing where nothing is known to have been kept.
 */
export function feedbackSentences({
  nights,
  appointments,
}: Pick<Compliance, 'nights' | 'appointments'>): string[] {
  return [
    ...curfewSentence(byDate(nights.map(({ night, kept }) => [night.date, kept]))),
    ...appointmentSentence(
      byDate(appointments.map(({ from, kept }) => [londonLocal(from).date, kept])),
      appointments.filter(({ kept }) => kept === 'kept').length,
    ),
  ]
}

function curfewSentence(nights: readonly KeptDay[]): string[] {
  const row = keptInARow(nights)
  const kept = nights.filter((one) => one.kept === 'kept')
  const first = kept[0]
  if (first === undefined) return []
  if (row.days >= 2 && row.since !== undefined) {
    const nightsText =
      row.unknown + row.excused > 0 ? `${row.days} nights` : `all ${row.days} nights`
    return [`You kept your curfew on ${nightsText} since ${dateText(row.since)}. Well done.`]
  }
  if (kept.length === 1) return [`You kept your curfew on the night of ${dateText(first.date)}.`]
  const last = kept.at(-1) ?? first
  return [
    `You kept your curfew on ${counted(kept.length, 'night')} between ${dateText(first.date)} and ${dateText(last.date)}.`,
  ]
}

function appointmentSentence(days: readonly KeptDay[], onTime: number): string[] {
  const first = days.find(({ kept }) => kept === 'kept')
  if (first === undefined) return []
  const over = days.filter(({ kept }) => kept !== 'open')
  const isAll = over.length > 1 && over.every(({ kept }) => kept === 'kept')
  const them = isAll ? `all ${onTime} of your appointments` : counted(onTime, 'appointment')
  return [`You were on time for ${them} since ${dateText(first.date)}. Thank you.`]
}

/** Of each date what is gravest. */
function byDate(said: readonly (readonly [date: string, kept: Kept | undefined])[]): KeptDay[] {
  return [...new Set(said.map(([date]) => date))].sort().map((date) => ({
    date,
    kept: gravest(said.flatMap(([on, kept]) => (on === date && kept ? [kept] : []))),
  }))
}

function dateText(date: string): string {
  return londonDate(Date.parse(`${date}T12:00:00Z`))
}
