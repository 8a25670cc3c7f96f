import { describe, expect, it } from 'vitest'
import { bearingText, measuredText } from './measured.ts'

const here = { latitude: 53.8, longitude: -4.4 }

describe('measuring', () => {
  it('says metres or kilometres and where to', () => {
    expect(measuredText(here, here)).toBe('0 m')
    // A thousandth of a degree of latitude at 53.8 N is 111.3 m, of longitude 65.9 m.
    expect(measuredText(here, { ...here, latitude: 53.801 })).toBe('111 m, north (0°)')
    expect(measuredText(here, { ...here, longitude: -4.401 })).toBe('66 m, west (270°)')
    expect(measuredText(here, { latitude: 53.79, longitude: -4.38 })).toMatch(
      /^1\.73 km, south-east \(130°\)$/,
    )
  })

  it('names eight winds', () => {
    expect(bearingText(359.9)).toBe('north (0°)')
    expect(bearingText(224)).toBe('south-west (224°)')
  })
})
