import { AppError } from '../../domain/errors.ts'
import { type Interval, intersect, union } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { zonesInForce } from '../../domain/zones-in-force.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { absencesOf } from '../../store/records/authorised-absences.ts'
import { incidentActs } from '../../store/records/incident-acts.ts'
import {
  incidentRevisions,
  violationDecisionsOf,
  violationStretches,
} from '../../store/records/incident-casework.ts'
import { incidentOutcomesOf } from '../../store/records/incident-outcome-records.ts'
import { notesOf } from '../../store/records/person-note-records.ts'
import { statedRule } from '../../store/records/stated-rule.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { type VisibleIncident, visibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataFolder } from '../data-folder.ts'
import { readIncidentPositions } from '../incidents/incident-positions.ts'
import { readLedgers } from '../incidents/read-ledgers.ts'
import { MOST_PACK_NOTES } from './ask-pack.ts'
import type { DocumentFacts } from './document-facts.ts'
import type { PackContent, PackIncident } from './pack-content.ts'

interface AskedPack {
  readonly within: Interval
  readonly incidentIds: readonly number[]
  readonly noteIds: readonly number[]
}

/**
 * What a breach pack says of somebody, as an account may see it now.
 *
 * @throws AppError NOT_PERMITTED where it may not see one of the incidents or notes any more.
 */
export async function readPackContent(
  { records, archive }: DataFolder,
  viewer: Viewer,
  person: PersonFile,
  facts: DocumentFacts,
  { within, incidentIds, noteIds }: AskedPack,
  settings: MonitoringSettings,
): Promise<PackContent> {
  const incidents: PackIncident[] = []
  for (const id of incidentIds) {
    const found = await visibleIncident(records, viewer, id)
    if (found?.deviceWearerId !== person.id) {
      throw new AppError(
        'NOT_PERMITTED',
        'Cannot make the document: an incident of it may not be seen any more',
      )
    }
    incidents.push(await readIncident(found))
  }
  const asked = { ids: noteIds, limit: MOST_PACK_NOTES }
  const notes = await notesOf(records, viewer, person.id, asked)
  if (notes.length < noteIds.length) {
    throw new AppError(
      'NOT_PERMITTED',
      'Cannot make the document: a note of it may not be seen any more',
    )
  }
  incidents.sort((a, b) => a.found.startsAt - b.found.startsAt || a.found.id - b.found.id)
  const { ledgers } = await readLedgers(records, viewer, person, settings.allowanceMinutes)
  const chosen = new Set(incidentIds)
  const lawful = supervisionIntervals(person).ofWearer(person.id)
  const absences = await absencesOf(records, person.id)
  return {
    facts,
    person,
    within,
    incidents,
    ledgers: ledgers.filter((ledger) => ledger.incidents.some(({ id }) => chosen.has(id))),
    absences: absences.filter((absence) => intersect(absence, within)).toReversed(),
    notes: notes.toReversed(),
    settings,
    positions: incidents.reduce((sum, { positions }) => sum + positions.length, 0),
    covers: union(
      incidents.flatMap((incident) =>
        lawful.flatMap((interval) => intersect(interval, incident.within) ?? []),
      ),
    ),
  }

  async function readIncident(found: VisibleIncident): Promise<PackIncident> {
    const { id, conditionId, startsAt, firstSaidAt, finding } = found
    const shown = await readIncidentPositions(archive, person, found, viewer.at)
    const rule =
      conditionId === undefined
        ? undefined
        : await statedRule(
            records,
            {
              deviceWearerId: person.id,
              conditionId,
              zoneId: finding.zoneId,
              heldAt: startsAt,
            },
            firstSaidAt,
          )
    return {
      found,
      rule,
      within: shown.within,
      isCut: shown.isCut,
      positions: shown.positions.map((position, index) => ({ ...position, number: index + 1 })),
      zones: zonesInForce(person, shown.within).map(({ zone }) => zone),
      revisions: await incidentRevisions(records, id),
      acts: await incidentActs(records, id),
      decisions: await violationDecisionsOf(records, [id]),
      stretches: await violationStretches(records, [id]),
      outcomes: await incidentOutcomesOf(records, id),
    }
  }
}
