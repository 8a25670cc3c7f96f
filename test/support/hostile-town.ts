import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { operator } from '../../src/app/asker.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import { built } from './served-surfaces.ts'

/** What must never come out as markup: every one of them holds this, unescaped only where it is not HTML. */
export const MARKUP = '<img src=x onerror=alert(1)>'
export const REFERENCE = `=HYPERLINK("x")'"</script><script>alert(1)</script>${MARKUP}`
export const CRIME_TEXT = `</script>${MARKUP}<!-- "quoted" 'single' \u202Etxt.exe`
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
}

function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
