import { attendanceWords, exceptionWords, zoneVerbs } from '../../domain/condition-words.ts'
import { hoursInWords, releaseDayInWords } from '../../domain/hours-in-words.ts'
import type { Instant } from '../../domain/interval.ts'
import type { StatedRule } from '../../store/records/stated-rule.ts'

/** What a rule asked for, a line each. */
export function ruleLines({ condition, zones }: StatedRule): string[] {
  const { curfew, attendance } = condition
  const names = zones.map(({ id, name }) => name ?? id).join(', ')
  if (condition.kind === 'curfew') {
    const hours = (curfew?.hours ?? []).map(hoursInWords)
    const day = curfew?.releaseDay
    return [
      `Curfew${names ? ` at ${names}` : ''}`,
      ...hours,
      ...(day ? [`On the day of release, ${releaseDayInWords(day)}`] : []),
    ]
  }
  if (condition.kind === 'attendance') {
    return [...attendanceWords({ purpose: 'Attendance', hours: [], ...attendance }, names)]
  }
  return zones.flatMap(({ id, name, kind, schedule }) => [
    `${zoneVerbs[kind]} ${name ?? id}`,
    ...(schedule && schedule.length > 0 ? schedule.map(hoursInWords) : ['At all times']),
  ])
}

/** Exceptions with a time are kept to by the rule; those without are for whoever decides. */
export function exceptionLines({ zones }: StatedRule): {
  readonly timed: readonly string[]
  readonly untimed: readonly string[]
} {
  const every = zones.flatMap(({ exceptions = [] }) => exceptions)
  const isTimed = (one: (typeof every)[number]) => one.from || one.to || one.hours
  const said = ({ from, to, ...one }: (typeof every)[number]) =>
    exceptionWords({ ...one, from: instantOf(from), to: instantOf(to) })
  return {
    timed: every.filter(isTimed).map(said),
    untimed: every.filter((one) => !isTimed(one)).map(said),
  }
}

function instantOf(text: string | undefined): Instant | undefined {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? undefined : at
}
