import { describe, expect, it } from 'vitest'
import { DateTimeFields } from './date-time-fields.tsx'

const page = (typed: Record<string, string>) =>
  String(
    <DateTimeFields
      name="at"
      labels={['Date', 'Time']}
      typed={(field) => typed[field]}
      faults={[{ field: 'atZone', text: 'Say which' }]}
    />,
  )

describe('the fields of an instant', () => {
  it('ask which of two equal times is meant, and only then', () => {
    for (const once of [
      {},
      { at: '2026-10-25', atTime: '02:00' },
      { at: '2026-03-29', atTime: '01:30' },
      { at: 'soon', atTime: '01:30' },
    ]) {
      expect(page(once)).not.toContain('atZone')
    }
    const asked = page({ at: '2026-10-25', atTime: '01:30', atZone: 'GMT' })
    expect(asked).toContain('<select')
    expect(asked).toContain('Say which')
    expect(asked).toMatch(/value="GMT" selected/)
    expect(asked).toMatch(/The first, before clocks went back \(BST\)/)
  })
})
