import { expect, it } from 'vitest'
import { dispositionName } from './receive-upload.ts'

it.each([
  [undefined, undefined],
  ['attachment', undefined],
  ['attachment; filename=CHS20260329.csv', 'CHS20260329.csv'],
  ['attachment; filename="a b; c.csv"; size=3', 'a b; c.csv'],
  ['attachment; filename="a\\"b\\\\c.csv"', 'a"b\\c.csv'],
  ["attachment; filename=plain.csv; filename*=UTF-8''gr%C3%BC%20n.csv", 'grü n.csv'],
  ['ATTACHMENT;FILENAME = x.csv', 'x.csv'],
])('reads the file name of %j', (header, name) => {
  expect(dispositionName(header)).toBe(name)
})

it('refuses a name that is not UTF-8', () => {
  expect(() => dispositionName("attachment; filename*=UTF-8''%ff.csv")).toThrow('percent-encoded')
})
