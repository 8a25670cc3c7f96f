import { expect, it } from 'vitest'
import type { StandingPair } from '../../store/records/visible-standing.ts'
import { nearText } from './crime-table.tsx'

const crime = { id: 1, withdrawn: false, compared: true }
const pair = (more: Partial<StandingPair> = {}): StandingPair => ({
  crimeId: 1,
  deviceWearerId: 'W1',
  verdict: 'inconclusive',
  positionsInRadius: 3,
  ...more,
})

it('never says that a crime matched where nobody was near', () => {
  expect(nearText(crime, [])).toBe('No match')
  expect(nearText(crime, [pair({ positionsInRadius: 0 }), pair({ crimeId: 2 })])).toBe('No match')
  expect(nearText({ ...crime, compared: false }, [])).toBe('Not compared yet')
  expect(nearText({ ...crime, withdrawn: true }, [pair()])).toBe('Withdrawn')
  expect(nearText(crime, [pair({ verdict: 'supports_absence' })])).toBe('No match')
  expect(nearText(crime, [pair()])).toBe('1 wearer near')
  // Between two positions outside the circle.
  expect(nearText(crime, [pair({ verdict: 'supports_presence', positionsInRadius: 0 })])).toBe(
    '1 wearer near, evidence supports presence of 1',
  )
  expect(nearText(crime, [pair(), pair({ verdict: 'supports_presence' })])).toBe(
    '2 wearers near, evidence supports presence of 1',
  )
})
