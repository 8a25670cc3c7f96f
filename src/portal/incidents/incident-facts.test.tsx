import { expect, it } from 'vitest'
import { settings } from '../../../test/support/monitored.ts'
import { deviceFindings } from '../../monitoring/device-findings.ts'
import { IncidentFacts } from './incident-facts.tsx'
import type { IncidentFile } from './incident-file.ts'

const AT = Date.parse('2026-01-26T19:00Z')

/** The text of the page of what a device said. */
function textOf(code: string): string {
  const event = { deviceId: 'D1', code, occurredAt: AT, body: {} }
  const [finding] = deviceFindings('A1', [event], AT + 3_600_000, settings).findings
  if (!finding) throw new Error(`Nothing is found of ${code}`)
  const { from: startsAt, to: endsAt, stage, kind, family, actualAt } = finding
  const found = { startsAt, endsAt, stage, kind, family, actualAt, finding, deviceId: 'D1' }
  const file = { found: { ...found, names: [], codes: [code] }, stretches: [], charges: new Map() }
  const page = IncidentFacts({
    file: file as unknown as IncidentFile,
    thresholds: settings.thresholdMinutes,
    now: AT + 3_600_000,
  })
  return String(page)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

it('says of what only happened that it was an incident at once, and of no threshold', () => {
  const text = textOf('AL05')
  expect(text).toContain('Became an incident 26 January 2026 at 19:00 GMT, at once. How sure')
  expect(text).not.toContain('threshold')
})

it('says of what lasts how long that took', () => {
  expect(textOf('EV_PID_STRAP_TAMPER_START')).toContain(
    'Became an incident 26 January 2026 at 19:02 GMT, 2 minutes after it began. The threshold is 2 minutes.',
  )
})
