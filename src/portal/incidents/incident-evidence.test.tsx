import { expect, it } from 'vitest'
import { CountedStretches, Revisions } from './incident-evidence.tsx'
import type { IncidentFile } from './incident-file.ts'

it('has minutes that may count below one another on a phone', () => {
  const from = Date.parse('2026-01-26T19:00Z')
  const stretches = [{ from, to: from + 60_000, positions: [] }]
  // Nothing else of the file is asked for.
  const html = String(<CountedStretches file={{ stretches } as unknown as IncidentFile} />)
  expect(html).toContain('app-stacks')
  expect(html).toContain('data-title="Positions that say so"')
})

it('says of what was at one instant no end', () => {
  const startsAt = Date.parse('2026-01-26T19:00Z')
  const finding = { counted: [], unknown: [] }
  const said = { revision: 1, saidAt: startsAt, why: 'first', stage: 'actual', finding } as const
  const text = (endsAt: number | undefined) =>
    String(
      <Revisions
        file={{ revisions: [{ ...said, startsAt, endsAt }] } as unknown as IncidentFile}
      />,
    )
  expect(text(startsAt)).toContain('>26 January 2026 at 19:00 GMT, at that instant')
  expect(text(undefined)).toContain('GMT, not ended')
})
