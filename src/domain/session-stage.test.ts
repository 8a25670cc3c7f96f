import { describe, expect, it } from 'vitest'
import { sessionStage } from './session-stage.ts'

describe('sessionStage', () => {
  it.each([
    [undefined, false, 'required', 'enrol-authenticator'],
    [undefined, true, 'required', 'second-factor'],
    [1, true, 'required', 'signed-in'],
    // The second factor was an identity provider's.
    [1, false, 'required', 'signed-in'],
    [undefined, false, 'optional', 'signed-in'],
    // Whoever has an authenticator is asked for it under either rule.
    [undefined, true, 'optional', 'second-factor'],
  ] as const)(
    'second factor at %s, authenticator %s, %s: %s',
    (secondFactorAt, hasAuthenticator, rule, stage) => {
      expect(sessionStage({ secondFactorAt, hasAuthenticator }, rule)).toBe(stage)
    },
  )
})
