import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { operator } from '../../src/app/asker.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import type { HandOverContents } from '../../src/domain/hand-over.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import { built } from './served-surfaces.ts'

/** What must never come out as markup: every one of them holds this, unescaped only where it is not HTML. */
export const MARKUP = '<img src=x onerror=alert(1)>'
export const REFERENCE = `=HYPERLINK("x")'"</script><script>alert(1)</script>${MARKUP}`
export const CRIME_TEXT = `</script>${MARKUP}<!-- "quoted" 'single' \u202Etxt.exe`
/** By people who supervise, by a map, and by the system that case records are kept in. */
export const WRITTEN = `=1+1 "written"${MARKUP}`
export const NAME = `Ruth ${MARKUP}`

/** Puts markup, formulas and marks of direction wherever the outside world can put text, and matches it. */
export async function makeHostile(folder: DataFolder, data: string): Promise<void> {
  const { importPeople } =
    await built<typeof import('../../src/app/import-people.ts')>('app/import-people.js')
  const { importCrimes } =
    await built<typeof import('../../src/app/import-crimes.ts')>('app/import-crimes.js')
  const { runMatching } =
    await built<typeof import('../../src/app/run-matching.ts')>('app/run-matching.js')
  const asker = { actor: operator(), purpose: 'tests' }
  const { records } = folder
  // A crime where somebody was, told again by a reference that nobody has.
  const [crime] = await records.query<{ batch_id: string; file_row: number }>(
    `select crime_versions.batch_id, file_row from matches join crime_versions on crime_versions.id = crime_version_id
     join crimes on crimes.id = crime_id
     where crimes.police_force = (select accounts.police_force from accounts where username = 'police.demo')
     order by matches.ordinal limit 1`,
  )
  const file = readdirSync(join(data, 'town', 'crimes')).find((name) =>
    name.startsWith(String(crime?.batch_id)),
  )
  const lines = readFileSync(join(data, 'town', 'crimes', String(file)), 'utf8').split('\n')
  const columns = (lines[(crime?.file_row ?? 1) - 1] ?? '').split(',')
  const row = [...columns.slice(0, 4), cell(REFERENCE), ...columns.slice(5, 12), cell(CRIME_TEXT)]
  const refused = [...columns.slice(0, 4), cell('=1+1'), cell('=cmd|x'), ...columns.slice(6)]
  const batch = join(data, '=cmd"<b>.csv')
  writeFileSync(batch, `${row.join(',')}\n${refused.join(',')}\n`)
  await importCrimes(folder, asker, [batch], fromNationalGrid)
  const people = JSON.parse(readFileSync(join(data, 'town', 'people.json'), 'utf8'))
  for (const wearer of people.deviceWearers) wearer.names = [NAME]
  const path = join(data, 'people.json')
  writeFileSync(path, JSON.stringify(people))
  await importPeople(folder, asker, [path])
  await runMatching(folder, asker, { parameters: defaultParameters, pairs: 'radius' })
  await writeOfEverybody(folder, data)
}

/** What people and maps say of everybody: notes, places of their own, what was handed over and why a report was asked for. */
async function writeOfEverybody({ records }: DataFolder, data: string): Promise<void> {
  const { takePlaces } =
    await built<typeof import('../../src/app/import-places.ts')>('app/import-places.js')
  const path = join(data, 'hostile.geojson')
  const properties = { '@id': WRITTEN, amenity: 'pub', name: WRITTEN }
  const geometry = { type: 'Point', coordinates: [-4.4, 53.8] }
  const features = [{ type: 'Feature', properties, geometry }]
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', attribution: WRITTEN, features }))
  await takePlaces({ records }, { actor: operator() }, { path, fileName: WRITTEN }, {})
  const by = `(select id from accounts where username = 'practitioner.demo')`
  await records.query(
    `insert into person_notes (device_wearer_id, text, about_from, written_by, written_at)
     select id, $1, now() - interval '1 day', ${by}, now() from device_wearers`,
    [WRITTEN],
  )
  await records.query(
    `insert into own_places (device_wearer_id, name, latitude, longitude, radius_metres, why, made_by, made_at)
     select id, $1, 53.8, -4.4, 500, $1, ${by}, now() from device_wearers`,
    [WRITTEN],
  )
  await records.query(
    `insert into attention_seen (device_wearer_id, seen_until, note, seen_by, seen_at)
     select id, now(), $1, ${by}, now() from device_wearers`,
    [WRITTEN],
  )
  await records.query(
    `insert into person_documents (device_wearer_id, kind, asked_by, asked_at, purpose, parameters, starts_at,
       ends_at, state, ended_at, why)
     select id, 'trail-report', ${by}, now(), $1, '{"hoursPerMap": 24}', now() - interval '1 day', now(), 'failed',
       now(), $1 from device_wearers`,
    [WRITTEN],
  )
  await records.query(
    `insert into case_record_targets (address, secret, sends_name, sends_picture, made_at)
     values ('https://case.example/', '', true, true, now())`,
  )
  await records.query(
    `insert into hand_overs (target_id, device_wearer_id, contents, state, last_error, reference, made_by, made_at)
     select (select max(id) from case_record_targets), id, $2, 'dead', $1, $1, ${by}, now() from device_wearers`,
    [WRITTEN, JSON.stringify(handedOver)],
  )
}

const at = '2026-11-22T12:00:00Z'
const coded = { code: WRITTEN, label: WRITTEN }
const handedOver: HandOverContents = {
  version: 1,
  madeAt: at,
  person: { deviceWearerId: WRITTEN, crn: WRITTEN, name: WRITTEN },
  by: { username: WRITTEN, name: WRITTEN },
  contactType: coded,
  contactAt: at,
  suspectedBreach: { conditionId: WRITTEN, label: WRITTEN },
  outcome: coded,
  description: WRITTEN,
  notes: [{ number: 1, writtenBy: WRITTEN, writtenAt: at, text: WRITTEN, from: at, to: at }],
  incident: { number: 1, kind: WRITTEN, label: WRITTEN, startsAt: at, endsAt: null },
  alert: true,
  visorExtract: true,
  sensitive: true,
}

function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
