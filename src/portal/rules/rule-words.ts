import { exceptionWords } from '../../domain/condition-words.ts'
import { counted } from '../../domain/count-text.ts'
import { hoursInWords, releaseDayInWords } from '../../domain/hours-in-words.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { CurfewHours, ZoneException } from '../../domain/order-terms.ts'
import type { Condition, Zone } from '../../domain/people.ts'
import {
  type ConditionDraft,
  NEW_PLACE,
  type RuleChange,
  type ZoneDraft,
} from '../../domain/rule-change.ts'
import { zoneTitle } from '../map/zone-on-map.ts'

/** A fact of a rule: what it is called, and its lines. */
export type RuleFact = readonly [name: string, lines: readonly string[]]

export const subjectWords = { zone: 'zone', curfew: 'curfew', attendance: 'appointment' } as const

export const zoneKindWords: Readonly<Record<Zone['kind'], string>> = {
  exclusion: 'Exclusion: must not be inside',
  inclusion: 'Inclusion: must be inside',
  restriction: 'Restriction: being inside is noticed',
}

type Places = readonly Pick<Zone, 'id' | 'name' | 'kind'>[]

/** What a zone says, in words; every fact has a line, so that two zones can stand beside one another. */
export function zoneFacts(zone: Zone | ZoneDraft): RuleFact[] {
  return [
    ['Name', [zone.name ?? 'None']],
    ['Kind', [zoneKindWords[zone.kind]]],
    ['Shape', [shapeWords(zone)]],
    ['Buffer', [zone.bufferMetres ? `${zone.bufferMetres} metres all around` : 'None']],
    ['When it holds', zone.schedule?.length ? zone.schedule.map(hoursInWords) : ['Always']],
    ['Exceptions', zone.exceptions?.length ? zone.exceptions.map(exceptionLine) : ['None']],
    ['Until', [untilWords(zone.to)]],
  ]
}

/** What a curfew or an appointment says, in words. */
export function conditionFacts(condition: Condition | ConditionDraft, zones: Places): RuleFact[] {
  const { curfew, attendance, zoneIds } = condition
  const named = (ids: readonly string[]) => ids.map((id) => placeWords(id, zones))
  const until: RuleFact = ['Until', [untilWords(condition.to)]]
  if (attendance) {
    const { purpose, zoneId, hours, graceMinutes, leastMinutes } = attendance
    return [
      ['What for', [purpose]],
      ['Where', named([zoneId])],
      ['When', hours.map(hoursInWords)],
      [
        'Late after',
        [graceMinutes === undefined ? 'As set for everybody' : counted(graceMinutes, 'minute')],
      ],
      [
        'How long',
        [
          leastMinutes === undefined
            ? 'To have been there'
            : `At least ${counted(leastMinutes, 'minute')}`,
        ],
      ],
      until,
    ]
  }
  const hours = curfew?.hours ?? []
  const release = curfew?.releaseDay
  const hoursLine = (each: CurfewHours) =>
    [
      hoursInWords(each),
      ...(each.zoneIds?.length ? [`at ${named(each.zoneIds).join(' or ')}`] : []),
    ].join(', ')
  return [
    ['Where', zoneIds?.length ? named(zoneIds) : ['As the hours say']],
    ['Hours', hours.length > 0 ? hours.map(hoursLine) : ['None are known']],
    ['Day of release', [release ? releaseDayInWords(release) : 'As any day']],
    until,
  ]
}

export function placeWords(id: string, zones: Places): string {
  const zone = zones.find((each) => each.id === id)
  return zone?.name ?? (zone ? zoneTitle(zone) : id)
}

function shapeWords({ geometry, radiusMetres }: Pick<Zone, 'geometry' | 'radiusMetres'>): string {
  const { type, coordinates } = geometry as { type?: string; coordinates?: unknown[] }
  if (type === 'Point') {
    const [longitude = 0, latitude = 0] = coordinates as number[]
    return `${radiusMetres ?? 0} metres around ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  }
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as unknown[][][]
  const corners = polygons.flat().reduce((sum, ring) => sum + ring.length - 1, 0)
  const parts = polygons.length > 1 ? ` in ${polygons.length} parts` : ''
  const [first] = polygons[0]?.[0] ?? []
  const [longitude = 0, latitude = 0] = (first ?? []) as number[]
  return `An area of ${counted(corners, 'corner')}${parts}, from ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
}

function exceptionLine(exception: ZoneException): string {
  const { from, to, hours } = exception
  const isTimed = from !== undefined || to !== undefined || (hours ?? []).length > 0
  const words = exceptionWords(exception)
  return isTimed ? words : `${words}, whenever somebody decides that it applies`
}

/** Open ends are `Infinity`, or null where they were kept as JSON. */
function untilWords(to: Instant | null | undefined): string {
  return to === undefined || to === null || to === Infinity
    ? 'The end of the order'
    : londonTime(to)
}

/** What a change would make a rule say; of one that ends, that. */
export function changeFacts(change: RuleChange, zones: Places): RuleFact[] {
  const { after } = change
  if (!after) return [['Then', ['It ends']]]
  if (change.subject === 'zone') return zoneFacts(after as ZoneDraft)
  const place = change.place && { ...change.place, id: NEW_PLACE }
  const facts = conditionFacts(after as ConditionDraft, place ? [...zones, place] : zones)
  return place ? [...facts, ['The new place', [shapeWords(place)]]] : facts
}

/** What the rule that a change is of says now; nothing of what is new. */
export function factsBefore({ before }: RuleChange, zones: Places): RuleFact[] {
  if (!before) return []
  return 'zone' in before ? zoneFacts(before.zone) : conditionFacts(before, zones)
}

/** `Add the zone “The yard”`, `End the curfew`: a change in a few words. */
export function changeTitle({ subject, before, after }: RuleChange): string {
  const verb = !after ? 'End' : before ? 'Change' : 'Add'
  const zone = before && 'zone' in before ? before.zone : undefined
  const name = (after && 'name' in after ? after.name : undefined) ?? zone?.name
  const words = before || name !== undefined ? 'the' : subject === 'attendance' ? 'an' : 'a'
  return `${verb} ${words} ${subjectWords[subject]}${name === undefined ? '' : ` “${name}”`}`
}
