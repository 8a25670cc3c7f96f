import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresCluster, postgresPrograms, startPostgres } from '../support/postgres.ts'
import { root, whereabouts } from '../support/whereabouts.ts'

const programs = postgresPrograms()
const people = join(root, 'test', 'fixtures', 'match', 'golden', 'people.json')

describe.skipIf(!programs)('two data folders on one address of records', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-two-'))
  let cluster: PostgresCluster
  let env: Record<string, string>

  beforeAll(async () => {
    cluster = await startPostgres(programs ?? '')
    const url = (await cluster.createDatabase('shared')).replace('postgres@', 'postgres:pa55@')
    env = { WHEREABOUTS_RECORDS_URL: url }
  })
  afterAll(() => cluster?.stop())

  it('are refused to the second process while the first one lives, and when it was killed, being another’s', async () => {
    const positions = join(scratch, 'positions.csv')
    const rows = Array.from(
      { length: 200_000 },
      (_, i) => `K,${new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString()},53.8,-4.4,5`,
    )
    const header = 'device_id,captured_at,latitude,longitude,accuracy_metres'
    writeFileSync(positions, `${[header, ...rows].join('\n')}\n`)
    const first = spawn(
      process.execPath,
      [
        join(root, 'bin', 'whereabouts.js'),
        ...['import', 'positions', positions, '--batch-rows', '1000'],
        ...['--data', join(scratch, 'first')],
      ],
      { env: { ...process.env, ...env } },
    )
    const ended = once(first, 'close')
    await once(first.stdout, 'data')
    const second = () =>
      whereabouts(['import', 'people', people, '--data', join(scratch, 'second')], { env })
    const { status, stderr } = second()
    expect(status).toBe(1)
    expect(stderr).toContain(`whereabouts process ${first.pid} on `)
    expect(stderr).toContain('holds database "shared"')
    expect(stderr).not.toContain('pa55')
    first.kill('SIGKILL')
    await ended
    // The server needs a moment to see that the session is gone. Then they are another folder's still.
    await expect
      .poll(() => second().stderr, { timeout: 60_000 })
      .toContain('they are another folder’s')
    const again = whereabouts(['import', 'people', people, '--data', join(scratch, 'first')], {
      env,
    })
    expect(again.status).toBe(0)
    // Without the address it would be asked without what was erased and held.
    const without = whereabouts(['import', 'people', people, '--data', join(scratch, 'first')])
    expect(without.status).toBe(1)
    expect(without.stderr).toContain('check WHEREABOUTS_RECORDS_URL')
  })
})
