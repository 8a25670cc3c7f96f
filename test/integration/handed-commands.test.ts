import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { ServedApi } from '../support/served-api.ts'
import { root, whereabouts } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-handed-'))
const api = new ServedApi()

/** A command on the served folder, at the same host, with an operator's token or without. */
function command(words: string[], token = api.tokens.operator) {
  const env = { WHEREABOUTS_TOKEN: token, WHEREABOUTS_PURPOSE: 'a test of handing over' }
  return whereabouts([...words, '--data', api.folder.path], { env })
}

/** What programs may send straight to `/commands`. */
async function sent(words: string[], uploads: Record<string, string> = {}) {
  const answer = await api.ask('operator', '/commands', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ words, uploads }),
  })
  return { status: answer.status, text: await answer.text() }
}

beforeAll(async () => {
  await api.prepare()
  await api.start({ WHEREABOUTS_LOG_LEVEL: 'warn' })
})
afterAll(() => api.stop())

describe('a command whose folder is served', () => {
  it('says who holds it, and how to hand the work over', () => {
    const { status, stderr } = command(['match'], '')
    expect(status).toBe(1)
    expect(stderr).toContain(`${api.url}) holds it`)
    expect(stderr).toContain('WHEREABOUTS_TOKEN')
  })

  it('runs there: the same matches, byte for byte', () => {
    const out = join(scratch, 'matches.csv')
    const { status, stdout, stderr } = command(['export', 'matches', '--out', out])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain(`written to ${out}`)
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(api.matchesFile, 'utf8'))
  })

  it('brings its files along, and names them as they were named', () => {
    const late = join(scratch, 'late positions.csv')
    const [header] = readFileSync(join(golden, 'positions.csv'), 'utf8').split('\n')
    writeFileSync(
      late,
      `${header}\n${'D9,2026-03-28T12:00:00Z,53.8,-4.4,10,GPS'.split(',').slice(0, header?.split(',').length).join(',')}\nnonsense\n`,
    )
    const { status, stdout, stderr } = command(['import', 'positions', late])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('late positions.csv: 2 rows, 1 accepted, 1 refused')
    expect(command(['import', 'positions', late]).stdout).toContain('imported before')
    expect(command(['match']).stdout).toContain('Pairs')
  })

  it('fails there as it would here, and leaves no file', () => {
    const out = join(scratch, 'none.csv')
    const missing = command(['export', 'matches', '--out', out, '--run', '99'])
    expect([missing.status, existsSync(out)]).toEqual([1, false])
    expect(missing.stderr).toContain('there is no run 99')
    expect(command(['check', '--wearer', 'nobody', '--crime', 'Cheshire/G/1']).status).toBe(1)
    const absent = command(['import', 'positions', join(scratch, 'absent.csv')])
    expect([absent.status, absent.stderr]).toEqual([
      1,
      `Cannot read ${join(scratch, 'absent.csv')}: there is no such file\n`,
    ])
  })

  it('needs an operator: another token is refused, in the words of the server', () => {
    for (const token of [api.tokens.hub, 'wa_nothing']) {
      const { status, stderr } = command(['match'], token)
      expect(status).toBe(1)
      expect(stderr).toContain('Cannot hand the work to')
      expect(stderr).not.toContain(token)
    }
  })

  it('names no file of the server, and no other folder', async () => {
    const taken = join(scratch, 'taken.csv')
    for (const words of [
      ['import', 'positions', '/etc/passwd'],
      ['import', 'positions', '{0}'],
      ['export', 'positions', `--out=${taken}`],
      ['match', '--positions=/etc/passwd'],
      ['export', 'matches', '--out={0}', '--data=/tmp'],
      ['serve'],
      ['simulate', '--out=/tmp/town'],
    ]) {
      expect((await sent(words)).status).toBe(422)
    }
    expect(existsSync(taken)).toBe(false)
    expect((await sent(['export', 'matches'])).text).toContain('"exit":2')
  })

  it('keeps its audit events as whoever handed it over, and nothing in the spool', async () => {
    await api.stop()
    const records = await openEmbeddedRecords(join(api.folder.path, 'records'))
    try {
      const events = await searchAudit(records, { username: 'operator.test' }, { limit: 100 })
      const told = events.map(({ action, outcome, what, purpose }) =>
        [action, outcome, what, purpose].join(' '),
      )
      expect(told).toContain('disclose done matches a test of handing over')
      expect(told).toContain('combine done movements and crimes a test of handing over')
      expect(told.filter((text) => text.startsWith('collect done'))).toHaveLength(1)
      expect(told.filter((text) => text.startsWith('consult refused'))).not.toHaveLength(0)
    } finally {
      await records.close()
    }
    const spool = join(api.folder.path, 'spool')
    expect(existsSync(spool) ? readdirSync(spool) : []).toEqual([])
    expect(whereabouts(['audit', 'verify', '--data', api.folder.path]).status).toBe(0)
  })
})
