import type { RuleThen } from '../../app/movements/rules-then.ts'
import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonClockText } from '../../domain/london-day-text.ts'
import type { Appointment, StateSpan } from '../../monitoring/finding.ts'
import type { AuthorisedAbsence } from '../../store/records/authorised-absences.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { ruleName } from './then-on-map.ts'

/** Something that was required, in words, and what is known of it. */
export interface RequiredRow extends Interval {
  readonly what: string
  readonly known: string
}

const SHORTEST = 60_000

/**
 * What was required in `within`: zones first, which hold throughout, then nights, appointments and authorised absences in
 * order of time.
 */
export function requiredRows(
  rules: readonly RuleThen[],
  person: Pick<PersonFile, 'zones'>,
  absences: readonly AuthorisedAbsence[],
  { within, now }: { readonly within: Interval; readonly now: Instant },
): RequiredRow[] {
  const zones = rules.flatMap((then) => zoneRows(then, person, within))
  const timed = [
    ...rules.flatMap((then) => nightRows(then, now)),
    ...rules.flatMap(({ rule, appointments }) =>
      appointments.map((appointment) => ({
        from: appointment.from,
        to: appointment.to,
        what: ruleName(rule, person.zones),
        known: outcomeText(appointment),
      })),
    ),
    ...absences
      .filter((absence) => absence.revoked === undefined && intersect(absence, within))
      .map(({ from, to }) => ({
        from,
        to,
        what: 'Authorised absence',
        known: 'Nothing was required',
      })),
  ]
  return [...zones, ...timed.sort((a, b) => a.from - b.from || a.to - b.to)]
}

function nightRows({ rule, nights, states }: RuleThen, now: Instant): RequiredRow[] {
  if (rule.kind !== 'curfew') return []
  return nights.flatMap(({ from, to, required }) => {
    if (required.length === 0) return []
    return [{ from, to, what: 'Curfew: at home', known: curfewText(states, required, now) }]
  })
}

function curfewText(
  states: readonly StateSpan[],
  required: readonly Interval[],
  now: Instant,
): string {
  const [first] = required
  if (first && first.from > now) return 'To come'
  const went = required.flatMap((part) => intersect(part, { from: -Infinity, to: now }) ?? [])
  return knownText(states, went, { inside: 'At home', outside: 'away' })
}

function zoneRows(
  { rule, states }: RuleThen,
  { zones }: Pick<PersonFile, 'zones'>,
  within: Interval,
): RequiredRow[] {
  if (rule.kind === 'curfew' || rule.kind === 'attendance') return []
  const held = rule.within.flatMap((stretch) => intersect(stretch, within) ?? [])
  const [first, last] = [held[0], held.at(-1)]
  if (!first || !last) return []
  const words = { inside: 'Inside', outside: 'outside' }
  const known = states.length === 0 ? 'Its hours did not come' : knownText(states, states, words)
  return [{ from: first.from, to: last.to, what: ruleName(rule, zones), known }]
}

/** `At home 11 hours 20 minutes, away 25 minutes, not known 15 minutes`; what is nothing is left out. */
function knownText(
  states: readonly StateSpan[],
  asked: readonly Interval[],
  words: { readonly inside: string; readonly outside: string },
): string {
  const lasted = (state: StateSpan['state']) =>
    states
      .filter((span) => span.state === state)
      .flatMap((span) => asked.flatMap((part) => intersect(part, span) ?? []))
      .reduce((sum, { from, to }) => sum + to - from, 0)
  const all = asked.reduce((sum, { from, to }) => sum + to - from, 0)
  const [inside, outside] = [lasted('inside'), lasted('outside')]
  const parts = [
    [words.inside, inside],
    [words.outside, outside],
    ['not known', all - inside - outside],
  ] as const
  const told = parts.filter(([, lasting]) => lasting >= SHORTEST)
  const text = told.map(([name, lasting]) => `${name} ${lengthInWords(lasting)}`).join(', ')
  return text === '' ? 'Less than a minute' : text.charAt(0).toUpperCase() + text.slice(1)
}

function outcomeText({ outcome, arrivedAt }: Appointment): string {
  const arrived = arrivedAt === undefined ? '' : `: there at ${londonClockText(arrivedAt)}`
  const texts: Readonly<Record<Appointment['outcome'], string>> = {
    'to-come': 'To come',
    'on-time': `On time${arrived}`,
    late: `Late${arrived}`,
    'left-early': `Left early${arrived}`,
    missed: 'Not there',
    unknown: 'Not known',
  }
  return texts[outcome]
}
