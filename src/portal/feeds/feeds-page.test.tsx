import { expect, it } from 'vitest'
import { FeedsPage } from './feeds-page.tsx'

it('names feeds for people, and stands below one another on a phone', () => {
  const at = Date.parse('2026-01-26T19:00Z')
  const feed = { name: 'mqtt', lastHeardAt: at, worn: 2, heard: 1, delayMs: 900 }
  const silent = [{ deviceId: 'D1', feed: 'vendor-a', lastHeardAt: at }]
  const html = String(
    <FeedsPage feeds={[feed]} freshMinutes={15} silent={silent} now={at} refused={[]} />,
  )
  expect(html).toContain('MQTT broker')
  expect(html).toContain('vendor-a')
  expect(html.match(/<table class="govuk-table app-stacks"/g)).toHaveLength(2)
})

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
