import { describe, expect, it } from 'vitest'
import type { AuditEvent } from '../../domain/audit-event.ts'
import { deedText } from './event-text.ts'

const event: AuditEvent = {
  at: Date.parse('2026-03-29T00:30:00Z'),
  action: 'consult',
  outcome: 'done',
  what: 'movements',
  subjects: [],
  username: '',
  role: 'nobody',
  from: '192.0.2.7',
  correlationId: 'c',
}

describe('deedText()', () => {
  it('says what was done, and of a sign-in whose account it was: who did it is not known yet', () => {
    expect(deedText(event)).toBe('Consulted movements')
    const signIn = { ...event, action: 'sign-in', what: 'session' } as const
    expect(deedText(signIn)).toBe('Sign-in')
    expect(deedText({ ...signIn, details: { account: 5 } })).toBe('Sign-in, account 5')
  })
})
