import { describe, expect, it } from 'vitest'
import { nothingTyped, readCrimeSearch, typedCrimeSearch } from './typed-crime-search.ts'

const read = (typed: Partial<typeof nothingTyped>) => readCrimeSearch({ ...nothingTyped, ...typed })
const faultsOf = (typed: Partial<typeof nothingTyped>) => {
  const answer = read(typed)
  return 'faults' in answer ? answer.faults.map(({ field }) => field) : []
}

describe('a search for crimes as it is typed', () => {
  it('needs one thing, and a radius alone is none', () => {
    expect(faultsOf({ radius: '500' })).toEqual(['reference'])
    expect(faultsOf({ type: 'RB' })).toEqual([])
  })

  it('takes a place in degrees or on the national grid, with up to 5 km around it', () => {
    const near = { latitude: 53.8, longitude: -4.4, radiusMetres: 500 }
    expect(read({ place: '53.8, -4.4', radius: '500' })).toMatchObject({ search: { near } })
    const grid = read({ place: '530000 180000', radius: '5000' })
    expect('search' in grid && grid.search.near?.latitude).toBeCloseTo(51.5, 1)
    expect(faultsOf({ place: '53.8, -4.4', radius: '5001' })).toEqual(['radius'])
    expect(faultsOf({ place: '-4.4, 53.8', radius: '500' })).toEqual(['place'])
    expect(faultsOf({ place: 'the park', radius: '' })).toEqual(['radius', 'place'])
  })

  it('takes London days, both included, also when clocks change', () => {
    const march = read({ from: '2026-03-29', to: '2026-03-29' })
    expect('search' in march && [march.search.from, march.search.to]).toEqual([
      Date.parse('2026-03-29T00:00:00Z'),
      Date.parse('2026-03-29T23:00:00Z'),
    ])
    expect(faultsOf({ from: '2026-02-30' })).toEqual(['from'])
    expect(faultsOf({ from: '2026-02-03', to: '2026-02-02' })).toEqual(['to'])
  })

  it('forgets who was near where whoever asks may not know', () => {
    const form = { text: () => 'near', typed: () => '', ticked: () => [] }
    expect(typedCrimeSearch(form, false).outcome).toBe('')
    expect(typedCrimeSearch(form, true).outcome).toBe('near')
  })
})
