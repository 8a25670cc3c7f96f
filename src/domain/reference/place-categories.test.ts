import { expect, test } from 'vitest'
import {
  categoryOfTags,
  placeCategories,
  placeCategoryLabel,
  sensitiveCategories,
} from './place-categories.ts'

test.each([
  [{ amenity: 'pub' }, 'pub'],
  [{ amenity: 'school', religion: 'christian' }, 'school'],
  [{ shop: 'bookmaker' }, 'betting-shop'],
  [{ shop: 'convenience' }, 'shop'],
  [{ shop: 'bakery; bookmaker' }, 'betting-shop'],
  [{ shop: 'chemist', amenity: 'pharmacy' }, 'health'],
  [{ amenity: 'place_of_worship', shop: 'gift' }, 'place-of-worship'],
  [{ shop: 'vacant' }, undefined],
  [{ leisure: 'swimming_pool', access: 'private' }, undefined],
  [{ highway: 'residential' }, undefined],
  [{ amenity: 7 }, undefined],
])('%j is %s', (tags, code) => {
  expect(categoryOfTags(tags)?.code).toBe(code)
})

test('every code is there once, and belief, health and politics are apart', () => {
  const codes = placeCategories.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(sensitiveCategories).toEqual(['place-of-worship', 'health', 'politics'])
  expect(placeCategoryLabel('own')).toBe('Own place')
  expect(placeCategoryLabel('pub')).toBe('Pub, bar or club')
})
