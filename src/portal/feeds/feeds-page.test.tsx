import { expect, it } from 'vitest'
import { FeedsPage } from './feeds-page.tsx'

it('lists what came of a feed and could not be used, where there is any', () => {
  const now = Date.UTC(2026, 0, 5, 9)
  const page = { feeds: [], freshMinutes: 15, silent: [], now }
  const reason = 'Cannot read monday.csv: it is empty: expected rows'
  const shown = String(
    <FeedsPage {...page} refused={[{ feed: 'vendor-a', receivedAt: now, reason }]} />,
  )
  expect(shown).toContain('Files and reports that could not be used')
  expect(shown).toMatch(/5 January 2026.*vendor-a.*Cannot read monday\.csv/s)
  expect(String(<FeedsPage {...page} refused={[]} />)).not.toContain('could not be used')
})
