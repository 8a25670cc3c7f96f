import { hasTrailCondition } from '../../app/movements/read-part.ts'
import { attentionToThese } from '../../app/people/attention.ts'
import { lastCapturedAt } from '../../app/read-movements.ts'
import { nextRequired } from '../../monitoring/next-required.ts'
import { rulesOf } from '../../monitoring/rules-of.ts'
import { absencesOf } from '../../store/records/authorised-absences.ts'
import { healthOfWornDevices } from '../../store/records/person-devices.ts'
import { statesOfWearer } from '../../store/records/states-of-wearer.ts'
import { timelineMonth, timelineNewest } from '../../store/records/timeline-records.ts'
import { type TimelineKind, timelineKinds } from '../../store/records/timeline-sources.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { openIncidentsOf } from '../../store/records/visible-incidents.ts'
import { type PersonFile, peopleOf } from '../../store/records/visible-person.ts'
import type { PortalServices } from '../portal-services.ts'
import { monthOf, monthWithin } from './months.ts'
import type { PersonShown } from './person-page.tsx'
import type { TimelineShown } from './timeline-section.tsx'

/** Counted of one person; nobody reads more. */
const MOST_INCIDENTS = 100
const MOST_NOTES = 3
/** Of one month; a kind narrows it. */
const MOST_ENTRIES = 200

/** All that the page of one person shows, of whom the viewer may see. @param query of the address: `timeline` is a month, `kind` narrows it. */
export async function readPersonShown(
  { folder, policy }: PortalServices,
  viewer: Viewer,
  person: PersonFile,
  query: (name: string) => string | undefined,
): Promise<PersonShown> {
  const { records, archive } = folder
  const { at } = viewer
  const open = await openIncidentsOf(records, viewer, person.id, { limit: MOST_INCIDENTS + 1 })
  const attention = await attentionToThese(records, viewer, policy.monitoring, [person.id])
  const health = await healthOfWornDevices(records, person.id, at)
  const heard = [...health.values()].flatMap(({ newestCapturedAt }) => newestCapturedAt ?? [])
  const hasTrail = hasTrailCondition(person)
  return {
    person,
    attention: attention.get(person.id),
    monitoring: {
      incidents: open.slice(0, MOST_INCIDENTS),
      more: open.length > MOST_INCIDENTS,
      states: await statesOfWearer(records, person.id),
    },
    required: await requiredNext(records, person, at),
    health,
    // Where devices say it themselves nothing has to be looked for.
    newestPositionAt:
      heard.length > 0
        ? Math.max(...heard)
        : hasTrail
          ? await lastCapturedAt(archive, person)
          : undefined,
    notes: await timelineNewest(records, person.id, {
      until: at,
      kind: 'notes',
      limit: MOST_NOTES,
    }),
    timeline: await readTimeline(records, person.id, at, query),
  }
}

/** What orders ask for next, whether a device is worn or not. */
async function requiredNext(
  records: PortalServices['folder']['records'],
  person: PersonFile,
  at: number,
) {
  const standing = (await absencesOf(records, person.id)).filter(({ revoked }) => !revoked)
  const absences = standing.map((each) => ({ ...each, deviceWearerId: person.id }))
  const always = { id: '', deviceId: '', deviceWearerId: person.id, from: -Infinity, to: Infinity }
  const { rules } = rulesOf({ ...peopleOf(person), deviceActivations: [always] }, absences)
  return nextRequired(rules, at)
}

async function readTimeline(
  records: PortalServices['folder']['records'],
  id: string,
  at: number,
  query: (name: string) => string | undefined,
): Promise<TimelineShown> {
  const kind: TimelineKind | undefined = timelineKinds.find((each) => each === query('kind'))
  const limit = MOST_ENTRIES + 1
  const from = monthWithin(query('timeline') ?? '')?.from
  const shown = await timelineMonth(records, id, { from, until: at, kind, limit })
  const { entries, before } = shown
  const month = monthOf(shown.from)
  const to = monthWithin(month)?.to ?? at
  return {
    month,
    kind,
    entries: entries.slice(0, MOST_ENTRIES),
    isCut: entries.length > MOST_ENTRIES,
    earlier: before === undefined ? undefined : monthOf(before),
    later: to < at ? monthOf(to) : undefined,
  }
}
