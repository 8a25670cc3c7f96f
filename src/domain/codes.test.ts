import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorCodes } from './errors.ts'
import { attemptReasonCodes } from './ingestion-attempt.ts'
import { crimeFileIssueCodes, crimeIssueCodes, positionIssueCodes } from './row-issue.ts'

/** The codes of the table under one heading of docs/errors.md. */
function documented(heading: string): string[] {
  const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([A-Z_0-9]+)`/gm)].map(([, code]) => code ?? '')
}

describe('docs/errors.md', () => {
  it.each([
    ['What could not be done', errorCodes],
    ['A row of a crime batch', crimeIssueCodes],
    ['A crime batch file', crimeFileIssueCodes],
    ['A position', positionIssueCodes],
    ['An ingestion attempt', attemptReasonCodes],
  ])('%s: lists every code there is and no other', (heading, codes) => {
    expect(documented(heading).sort()).toEqual([...codes].sort())
  })
})
