import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../support/whereabouts.ts'

const days = ['2026-03-29', '2026-10-25', '2026-07-01']

it.each(['UTC', 'Europe/London', 'Australia/Lord_Howe'])(
  'days that attempts are filtered by are London’s on a machine in %s',
  (zone) => {
    const program = `
      import { readFilter, typedFilter } from ${JSON.stringify(join(root, 'dist/portal/ingestion/typed-filter.js'))}
      const read = (day) => readFilter(typedFilter((name) => name === 'from' || name === 'to' ? day : '')).filter
      console.log(JSON.stringify(${JSON.stringify(days)}.map(read).map(({ from, to }) =>
        [from, to].map((instant) => new Date(instant).toISOString()))))`
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      env: { ...process.env, TZ: zone },
    })
    expect(JSON.parse(said)).toEqual([
      ['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
      ['2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
      ['2026-06-30T23:00:00.000Z', '2026-07-01T23:00:00.000Z'],
    ])
  },
)
