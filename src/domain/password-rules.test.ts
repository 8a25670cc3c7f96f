import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonPasswords } from './common-passwords.ts'
import { LONGEST_PASSWORD, passwordFault } from './password-rules.ts'

describe('passwordFault', () => {
  it.each([
    'three gulls and a lighthouse',
    'ÄÖÜßéèêëç€æø',
    'only lower case letters',
    '🐦🦀🐟🐚🌊⛵🏖️🪁🦞🐙🦑🐡',
  ])('takes %j', (password) => {
    expect(passwordFault(password, 'jo.smith')).toBeUndefined()
  })

  it.each([
    ['short1!A', 'at least 12'],
    ['🐦🦀🐟🐚🌊', 'at least 12'],
    ['x'.repeat(LONGEST_PASSWORD + 1), 'at most'],
    ['i am JO.Smith, hello', 'username'],
    ['aaaaaaaaaaaa', 'different'],
    ['abababababab', 'different'],
    ['passwordpassword', 'tried first'],
    ['PassWord12345', 'tried first'],
    ['123456789012', 'tried first'],
    ['Whereabouts1!', 'tried first'],
    ['qwertyuiop[]', 'tried first'],
  ])('refuses %j', (password, why) => {
    expect(passwordFault(password, 'jo.smith')).toContain(why)
  })

  it('refuses what little is added to a common one', () => {
    const common = fc.constantFrom(...commonPasswords)
    fc.assert(
      fc.property(common, fc.string({ maxLength: 5 }), fc.boolean(), (word, more, before) => {
        const password = before ? more + word : word + more
        expect(passwordFault(password, 'nobody-in-particular')).toBeDefined()
      }),
    )
  })
})
