import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cursorPlaces, cursorText } from './cursor.ts'

it('comes back as it went', () => {
  const places = fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(places, (numbers) => {
      expect(cursorPlaces(cursorText(...numbers), numbers.length)).toEqual(numbers)
      expect(cursorPlaces(cursorText(...numbers), numbers.length + 1)).toBeUndefined()
    }),
  )
})

it('is nothing else', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 3 }), (text, count) => {
      const places = cursorPlaces(text, count)
      if (places) expect(cursorText(...places)).toBe(text)
    }),
  )
  for (const text of ['', '1e3', ' 1', '01', 'NaN', '1.', '9007199254740993', '0x1']) {
    expect(cursorPlaces(Buffer.from(text).toString('base64url'), 1)).toBeUndefined()
  }
})
