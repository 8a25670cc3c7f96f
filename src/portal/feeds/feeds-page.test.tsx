import { expect, it } from 'vitest'
import { FeedsPage } from './feeds-page.tsx'

it('names feeds for people, and stands below one another on a phone', () => {
  const at = Date.parse('2026-01-26T19:00Z')
  const feed = { name: 'mqtt', lastHeardAt: at, worn: 2, heard: 1, delayMs: 900 }
  const silent = [{ deviceId: 'D1', feed: 'vendor-a', lastHeardAt: at }]
  const html = String(<FeedsPage feeds={[feed]} freshMinutes={15} silent={silent} now={at} />)
  expect(html).toContain('MQTT broker')
  expect(html).toContain('vendor-a')
  expect(html.match(/<table class="govuk-table app-stacks"/g)).toHaveLength(2)
})
