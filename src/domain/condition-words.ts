import { counted } from './count-text.ts'
import { hoursInWords, releaseDayInWords } from './hours-in-words.ts'
import { londonDate, londonTime } from './london-time.ts'
import type { AttendanceTerms, CurfewTerms, ZoneException } from './order-terms.ts'
import type { Condition, Zone } from './people.ts'
import { placeCategoryLabel } from './reference/place-categories.ts'

/** What a condition requires: what it is, and a line for each thing it says. */
export interface ConditionWords {
  readonly title: string
  readonly lines: readonly string[]
}

/** A condition as people say it. @param zones those it may name; others are named by their id. */
export function conditionWords(condition: Condition, zones: readonly Zone[]): ConditionWords {
  const placeOf = (id: string) => zones.find((zone) => zone.id === id)?.name ?? id
  switch (condition.kind) {
    case 'trail':
      return {
        title: 'Trail',
        lines: [
          'Where the device goes is recorded',
          `It ${condition.crimeMapping ? 'may' : 'may not'} be compared with crimes`,
          ...(condition.trail?.placeCategories ?? []).map(
            (code) => `Visits are told to places of this kind too: ${placeCategoryLabel(code)}`,
          ),
        ],
      }
    case 'curfew':
      return { title: 'Curfew', lines: curfewLines(condition, placeOf) }
    case 'zone':
      return {
        title: 'Zones',
        lines: (condition.zoneIds ?? []).flatMap((id) => {
          const zone = zones.find((each) => each.id === id)
          return zone ? zoneLines(zone) : [`${id}: nothing more is recorded of it`]
        }),
      }
    case 'attendance':
      return { title: 'Attendance', lines: attendanceLines(condition, placeOf) }
    case 'alcohol':
      return { title: 'Alcohol', lines: [alcoholLine(condition)] }
  }
}

function curfewLines(
  { curfew, zoneIds = [] }: Condition,
  placeOf: (id: string) => string,
): readonly string[] {
  const usual = zoneIds.map(placeOf)
  if (!curfew) return ['At home during set hours, which are not recorded here', ...usual]
  const placed = (text: string, ids: readonly string[] | undefined) => {
    const places = ids && ids.length > 0 ? ids.map(placeOf) : usual
    return places.length === 0 ? text : `${text}: at ${places.join(' or ')}`
  }
  return [
    ...curfew.hours.map((hours) => placed(hoursInWords(hours), hours.zoneIds)),
    ...releaseDayLines(curfew, placed),
  ]
}

function releaseDayLines(
  { releaseDay }: CurfewTerms,
  placed: (text: string, ids: readonly string[] | undefined) => string,
): readonly string[] {
  if (!releaseDay) return []
  const text = `On the day of release, ${releaseDayInWords(releaseDay)}`
  return [placed(text, releaseDay.zoneIds)]
}

/** What a zone asks, before its name. */
export const zoneVerbs: Readonly<Record<Zone['kind'], string>> = {
  exclusion: 'Stay out of',
  inclusion: 'Stay within',
  restriction: 'Restricted in',
}

function zoneLines(zone: Zone): readonly string[] {
  const name = `${zoneVerbs[zone.kind]} ${zone.name ?? zone.id}`
  const hours = zone.schedule?.map(hoursInWords).join('; ')
  return [
    `${name}${hours ? `: ${hours}` : ', always'}`,
    ...(zone.exceptions ?? []).map((exception) => `Except: ${exceptionWords(exception)}`),
  ]
}

const purposes: Readonly<Record<ZoneException['purpose'], string>> = {
  court: 'court',
  appointment: 'an appointment',
  escort: 'with an escort',
  work: 'work',
  education: 'education',
  other: 'another reason',
}

/** What an exception is for, as the beginning of a line. */
export function purposeWords(purpose: ZoneException['purpose']): string {
  const words = purposes[purpose]
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `Work: Deliveries, Monday, 09:00 to 10:00, until 3 May 2026 at 12:00 BST`: what for and, where that is said, when. */
export function exceptionWords({ purpose, text, from, to, hours }: ZoneException): string {
  return [
    text ? `${purposeWords(purpose)}: ${text}` : purposeWords(purpose),
    ...(hours ?? []).map(hoursInWords),
    ...(from === undefined ? [] : [`from ${londonTime(from)}`]),
    ...(to === undefined || to === Infinity ? [] : [`until ${londonTime(to)}`]),
  ].join(', ')
}

/** What an appointment asks, a line each. @param place its name. */
export function attendanceWords(
  { purpose, hours, graceMinutes, leastMinutes }: Omit<AttendanceTerms, 'zoneId'>,
  place: string,
): readonly string[] {
  return [
    place === '' ? purpose : `${purpose} at ${place}`,
    ...hours.map(hoursInWords),
    ...(graceMinutes === undefined ? [] : [`Late after ${counted(graceMinutes, 'minute')}`]),
    ...(leastMinutes === undefined ? [] : [`For at least ${counted(leastMinutes, 'minute')}`]),
  ]
}

function attendanceLines(
  { attendance, zoneIds = [] }: Condition,
  placeOf: (id: string) => string,
): readonly string[] {
  if (!attendance) return ['At set times, which are not recorded here', ...zoneIds.map(placeOf)]
  return attendanceWords(attendance, placeOf(attendance.zoneId))
}

function alcoholLine({ alcohol }: Condition): string {
  if (!alcohol) return 'The device measures it'
  return alcohol.kind === 'abstinence'
    ? 'No alcohol at all'
    : 'Not more alcohol than the order allows'
}

/** `from 5 January 2026, no end recorded`: days are enough for what is not measured. */
export function daysText({ from, to }: { readonly from: number; readonly to: number }): string {
  return to === Infinity
    ? `from ${londonDate(from)}, no end recorded`
    : `${londonDate(from)} to ${londonDate(to)}`
}
