import type { ComplianceNight } from '../../app/compliance/read-compliance.ts'
import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonLocal, londonZone } from '../../domain/london-local.ts'
import { ledgerStates } from '../../monitoring/ledger.ts'
import type { Kept } from '../../monitoring/required-kept.ts'

const MINUTE = 60_000

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `Sunday 22 November 2026`, of a London date. */
export function dayText(date: string): string {
  return format.format(Date.parse(`${date}T12:00:00Z`)).replace(',', '')
}

/** `19:00`, `midnight`; with BST or GMT on the two nights when clocks change. */
export function clockText(at: Instant, night: Interval): string {
  const { time, zone } = londonLocal(at)
  const words = time === '00:00' ? 'midnight' : time
  return londonZone(night.from) === londonZone(night.to) ? words : `${words} ${zone}`
}

/** Where somebody had to be and when, a line each; and what was not required of the night, with why. */
export function requiredLines({ rule, night, authorised, unmonitored }: ComplianceNight): string[] {
  const part = ({ from, to }: Interval) => `${clockText(from, night)} to ${clockText(to, night)}`
  const isRelease = rule.terms.releaseDay?.date === night.date
  return [
    ...(isRelease ? ['The day of release'] : []),
    ...night.required.map(
      ({ places, ...each }) =>
        `${part(each)} at ${places.map(({ name, zoneId }) => name ?? zoneId).join(' or ')}`,
    ),
    ...authorised.map((each) => `${part(each)}: absence authorised`),
    ...unmonitored.map((each) => `${part(each)}: not monitored`),
  ]
}

/**
 * What is known of a night in words, a line each: `Away 21:10 to 21:40`, `Not known 03:00 to 03:40`, `At home the rest`.
 * What lasted less than a minute is left out.
 */
export function happenedLines({ night, states, incidents, absences }: ComplianceNight): string[] {
  if (night.required.length === 0) return ['Nothing was required']
  const shown = states.filter(({ from, to }) => to - from >= MINUTE)
  const kinds = new Set(shown.map(({ state }) => state))
  const isOver = (states.at(-1)?.to ?? 0) >= (night.required.at(-1)?.to ?? 0)
  const all = isOver ? 'throughout' : 'so far'
  if (shown.length === 0) return ['Not known yet']
  if (kinds.size === 1 && isUnbroken(shown)) return [`${said[shown[0]?.state ?? 'unknown']} ${all}`]
  const lines = shown.flatMap((span) => {
    if (span.state === 'inside') return []
    const words = `${said[span.state]} ${clockText(span.from, night)} to ${clockText(span.to, night)}`
    if (span.state === 'unknown' || incidents.some((one) => intersect(span, spell(one))))
      return [words]
    const isLong = absences.some((each) => intersect(span, each))
    return [`${words} (${isLong ? 'no incident yet' : 'no incident'})`]
  })
  if (!kinds.has('inside')) return lines
  const rest = lines.length === 0 ? all : isOver ? 'the rest of the time' : 'the rest so far'
  return [...lines, `At home ${rest}`]
}

const said = { inside: 'At home', outside: 'Away', unknown: 'Not known' } as const

function spell({ startsAt, endsAt = Infinity }: ComplianceNight['incidents'][number]): Interval {
  return { from: startsAt, to: endsAt }
}

function isUnbroken(spans: readonly Interval[]): boolean {
  return spans.every(({ from }, index) => index === 0 || spans[index - 1]?.to === from)
}

const keptWords: Readonly<Record<Kept, string>> = {
  kept: 'Kept',
  broken: 'Not kept',
  undecided: 'Waits for a decision',
  excused: 'Excused or authorised',
  unknown: 'Not known',
  open: 'Not over yet',
}

/** What became of something that was required. */
export function keptText(kept: Kept | undefined): string {
  return kept === undefined ? 'Not required' : keptWords[kept]
}

/** What minutes of the ledger are called, as a phrase after a number. */
export const stateWords = {
  counted: 'counted',
  pending: 'waiting for a decision',
  authorised: 'authorised',
  excused: 'excused',
} as const

/** `30 minutes waiting for a decision`, a line each; nothing where there are none. */
export function minutesLines(minutes: ComplianceNight['minutes']): string[] {
  return ledgerStates.flatMap((state) =>
    minutes[state] > 0 ? [`${minutesInWords(minutes[state])} ${stateWords[state]}`] : [],
  )
}
