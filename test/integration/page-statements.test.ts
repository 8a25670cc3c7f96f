import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DataFolder } from '../../src/app/data-folder.ts'
import type { RecordsQuery } from '../../src/store/records/records.ts'
import { routeSamples, type Sample } from '../support/route-samples.ts'
import { ServedSurfaces } from '../support/served-surfaces.ts'
import { townFacts } from '../support/town-facts.ts'

/** More than this for one page is a statement a row, or a page that should be two. */
const MOST_STATEMENTS = 12
const PRACTICE = /^select task from practice_tasks/
/** Tables that grow with every run, batch and page shown: nobody waits while they are counted. */
const LARGE = /\b(?:matches|crime_versions|audit_events|match_positions)\b/i
const COUNTS = /\b(?:count|sum)\s*\(/i
/** Of the files that one page lists, and no others. */
const OF_PAGE = /from crime_versions where import_id = any \(\$1/i

interface Noted {
  readonly sql: string
  readonly milliseconds: number
}

let served: ServedSurfaces
let samples: Record<string, Sample>
let noted: Noted[] = []

beforeAll(async () => {
  served = await ServedSurfaces.open({ watch: noting })
  samples = routeSamples(served, await townFacts(served))
})
afterAll(() => served?.stop())

it('shows every page with few statements, and counts nothing large while it waits', async () => {
  const lines: string[] = []
  const faults: string[] = []
  const [pages] = served.surfaces
  for (const { method, path, audit } of pages?.routes ?? []) {
    const sample = samples[`${method} ${path}`]
    const isPage = method === 'GET' || (typeof audit === 'object' && audit.action === 'search')
    if (!sample || !isPage || path.startsWith('/assets/') || path.startsWith('/map/')) continue
    const [first] = typeof sample.who === 'string' ? [] : sample.who
    const { at = path, sent } =
      typeof sample.good === 'function' ? await sample.good() : (sample.good ?? {})
    noted = []
    const { status } = await served.ask(
      served.client(sample.as ?? first ?? 'evaluator'),
      method,
      at,
      sent,
    )
    expect(status).toBeLessThan(400)
    // Only a demonstration has practice, and asks whether somebody is at it.
    const statements = noted.filter(({ sql }) => !PRACTICE.test(sql))
    const total = statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
    lines.push(
      `${`${method} ${path}`.padEnd(40)} ${String(statements.length).padStart(3)} statements ${total.toFixed(1).padStart(8)} ms`,
      ...statements.map(
        ({ sql, milliseconds }) => `${milliseconds.toFixed(1).padStart(10)} ms  ${short(sql)}`,
      ),
    )
    if (statements.length > MOST_STATEMENTS)
      faults.push(`${method} ${path}: ${statements.length} statements`)
    for (const { sql } of statements) {
      if (COUNTS.test(sql) && LARGE.test(sql) && !OF_PAGE.test(sql))
        faults.push(`${method} ${path} counts: ${short(sql)}`)
    }
  }
  console.log(lines.join('\n'))
  expect(lines.length).toBeGreaterThan(0)
  expect(faults).toEqual([])
})

/** The folder, with every statement on its records noted. */
function noting(folder: DataFolder): DataFolder {
  const note = (query: RecordsQuery): RecordsQuery => ({
    async query(sql, parameters) {
      const began = performance.now()
      try {
        return await query.query(sql, parameters)
      } finally {
        noted.push({ sql, milliseconds: performance.now() - began })
      }
    },
  })
  const { records } = folder
  return {
    ...folder,
    records: {
      ...note(records),
      transaction: (work) => records.transaction((transaction) => work(note(transaction))),
      forgetDeleted: () => records.forgetDeleted(),
      close: () => records.close(),
    },
  }
}

function short(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').slice(0, 100)
}
