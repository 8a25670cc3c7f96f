import { lawfulChanges } from '../domain/lawful-changes.ts'
import { crimeMappingIntervals } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import { readPeople } from '../ingest/people-json.ts'
import { finishImport, newestImport, startImport } from '../store/records/imports.ts'
import { noteRulesChanged } from '../store/records/monitoring-records.ts'
import { keepOrderVersions, wearersOfZones } from '../store/records/order-version-records.ts'
import { noteDaysOfWearers } from '../store/records/pattern-notes.ts'
import { savePeople } from '../store/records/people-records.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { noteStretches } from '../store/records/touch-records.ts'
import { type Asker, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'

const EVER = { from: -Infinity, to: Infinity }

/** people.json as it was sent. */
interface SentPeople {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly sha256: string
}

/**
 * Takes people.json, unless it is as the newest was.
 *
 * @returns the import's number, and whether it was that one.
 * @throws AppError PEOPLE_INVALID; nothing was changed.
 */
export async function sentPeople(
  folder: DataFolder,
  asker: Asker,
  { bytes, fileName, sha256 }: SentPeople,
): Promise<{ readonly importId: number; readonly again: boolean }> {
  const newest = await newestImport(folder.records, 'people')
  if (newest?.sha256 === sha256) return { importId: newest.id, again: true }
  const people = readPeople(bytes)
  return { importId: await takePeople(folder, asker, { people, fileName, sha256 }), again: false }
}

/**
 * Makes what was sent of people the current state, with the next version of every order that differs; what may be
 * compared from now on, or not any more, is noted for matching. All of it is kept with its audit event, or none.
 *
 * @returns the import's number.
 */
async function takePeople(
  { records }: DataFolder,
  asker: Asker,
  { people, fileName, sha256 }: Omit<SentPeople, 'bytes'> & { readonly people: People },
): Promise<number> {
  const rows = people.deviceWearers.length
  const startedAt = Date.now()
  const id = await startImport(records, { kind: 'people', fileName, sha256, startedAt })
  await records.transaction(async (transaction) => {
    const before = await loadPeople(transaction)
    await savePeople(transaction, id, people)
    const after = await loadPeople(transaction)
    const changed = lawfulChanges(crimeMappingIntervals(before), crimeMappingIntervals(after))
    await noteStretches(transaction, changed, { cause: 'people', importId: id }, Date.now())
    const named = new Set([
      ...people.deviceWearers.map((wearer) => wearer.id),
      ...people.monitoringOrders.map(({ deviceWearerId }) => deviceWearerId),
      ...wearersOfZones(after, new Set(people.zones.map((zone) => zone.id))),
    ])
    // Orders of a folder that is older than their versions: what they were until now is the first.
    await keepOrderVersions(transaction, before, named, { at: startedAt })
    await keepOrderVersions(transaction, after, named, { importId: id, at: startedAt })
    await noteRulesChanged(transaction, [...named], startedAt)
    await noteDaysOfWearers(transaction, [...named], EVER, startedAt)
    const counts = { rows, accepted: rows, refused: 0, issues: 0 }
    await finishImport(transaction, id, { ...counts, outcome: 'done', finishedAt: Date.now() })
    await keepEvent(transaction, asker, {
      action: 'collect',
      what: 'people',
      subjects: people.deviceWearers.map((wearer) => wearer.id),
      count: rows,
      details: { import: id, sha256 },
    })
  })
  return id
}
