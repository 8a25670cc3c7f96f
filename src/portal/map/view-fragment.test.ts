import { describe, expect, it } from 'vitest'
import { readViewFragment, viewFragment } from './view-fragment.ts'

describe('a view in the address', () => {
  it('comes back as it was written', () => {
    const view = { zoom: 15.5, latitude: 53.8, longitude: -4.4, rotation: 270 }
    expect(viewFragment(view)).toBe('#map=15.50/53.80000/-4.40000/270')
    expect(readViewFragment(viewFragment(view))).toEqual(view)
    expect(viewFragment({ ...view, rotation: -90.2 })).toBe(viewFragment(view))
    expect(readViewFragment('#map=15/53.8/-4.4')?.rotation).toBe(0)
  })

  it.each([
    '',
    '#movements-table-3',
    '#map=',
    '#map=15/91/0/0',
    '#map=../1/2/3',
    '#map=15/1/1/360',
  ])('is not read from %s', (text) => {
    expect(readViewFragment(text)).toBeUndefined()
  })
})
