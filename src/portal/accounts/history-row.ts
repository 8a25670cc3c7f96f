import type { AuditEvent } from '../../domain/audit-event.ts'
import { londonTime } from '../../domain/london-time.ts'

export type HistoryLine = Pick<
  AuditEvent,
  'at' | 'action' | 'outcome' | 'what' | 'details' | 'username' | 'from'
>

/** Steps of a sign-in as people say them. */
const steps: Readonly<Record<string, string>> = {
  password: 'password',
  authenticator: 'code of the authenticator',
  'second-factor': 'code',
  'recovery-code': 'recovery code',
  provider: 'organisation',
  'sign-out': 'signed out',
  'set-password': 'one-time code',
}

/** When, what, by whom and from where. */
export function historyRow(line: HistoryLine): string[] {
  // What comes before a sign-in is complete is done by nobody yet.
  const by = line.username || 'Not signed in yet'
  return [londonTime(line.at), whatText(line), by, line.from]
}

function whatText({ action, outcome, what, details = {} }: HistoryLine): string {
  const { step, change } = details
  const refused = outcome === 'done' ? '' : ` (${outcome})`
  if (action === 'sign-in') {
    if (step === 'sign-out') return 'Signed out'
    return `Sign-in: ${steps[String(step)] ?? 'unknown step'}${refused}`
  }
  const told = change === undefined ? `Changed: ${what}` : upperFirst(`${what}: ${change}`)
  const was = details['was'] === undefined ? '' : ` from ${details['was']} to ${details['role']}`
  return `${told}${was}${refused}`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
