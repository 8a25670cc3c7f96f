import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../support/whereabouts.ts'

const asked = ['2026-03-29 00:30', '2026-03-29 01:30', '2026-10-25 01:30', '2026-10-25 02:30']

it.each(['UTC', 'Europe/London', 'Australia/Lord_Howe'])(
  'London times of both clock-change nights are the same instants on a machine in %s',
  (zone) => {
    const program = `
      import { instantsOfLondon, londonLocal } from ${JSON.stringify(join(root, 'dist/domain/london-local.js'))}
      const read = (text) => instantsOfLondon({ date: text.slice(0, 10), time: text.slice(11) })
      console.log(JSON.stringify(${JSON.stringify(asked)}.map((text) =>
        read(text).map((instant) => [new Date(instant).toISOString(), londonLocal(instant).zone]))))`
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      env: { ...process.env, TZ: zone },
    })
    expect(JSON.parse(said)).toEqual([
      [['2026-03-29T00:30:00.000Z', 'GMT']],
      [],
      [
        ['2026-10-25T00:30:00.000Z', 'BST'],
        ['2026-10-25T01:30:00.000Z', 'GMT'],
      ],
      [['2026-10-25T02:30:00.000Z', 'GMT']],
    ])
  },
)
