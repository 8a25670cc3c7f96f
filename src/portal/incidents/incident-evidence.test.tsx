import { expect, it } from 'vitest'
import { CountedStretches } from './incident-evidence.tsx'
import type { IncidentFile } from './incident-file.ts'

it('has minutes that may count below one another on a phone', () => {
  const from = Date.parse('2026-01-26T19:00Z')
  const stretches = [{ from, to: from + 60_000, positions: [] }]
  // Nothing else of the file is asked for.
  const html = String(<CountedStretches file={{ stretches } as unknown as IncidentFile} />)
  expect(html).toContain('app-stacks')
  expect(html).toContain('data-title="Positions that say so"')
})
