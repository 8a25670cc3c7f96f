import { describe, expect, it } from 'vitest'
import { plainFileName } from './plain-file-name.ts'

describe('plainFileName', () => {
  it.each([
    ['CHS20260110.csv', 'CHS20260110.csv'],
    ['C:\\fakepath\\a b.csv', 'a b.csv'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nSet-Cookie: b.csv', 'aSet-Cookie: b.csv'],
    ['\u202Evsc.exe', 'vsc.exe'],
    ['=1+1.csv', '=1+1.csv'],
    ['%22a%0D%0A%2Fb%22.csv', '"a%2Fb".csv'],
    ['..', '..'],
    ['/', 'crimes.csv'],
    ['\0', 'crimes.csv'],
    ['\uD83D\uDE00'.repeat(300), '\uD83D\uDE00'.repeat(200)],
  ])('%j', (sent, name) => {
    expect(plainFileName(sent)).toBe(name)
  })
})
