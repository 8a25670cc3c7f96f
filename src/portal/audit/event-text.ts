import type { AuditAction, AuditEvent, AuditOutcome } from '../../domain/audit-event.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { roleLabel } from '../../domain/roles.ts'

const actions: Readonly<Record<AuditAction, string>> = {
  collect: 'Collected',
  consult: 'Consulted',
  search: 'Searched',
  alter: 'Altered',
  disclose: 'Disclosed',
  combine: 'Combined',
  erase: 'Erased',
  'sign-in': 'Signed in',
}

const outcomes: Readonly<Record<AuditOutcome, string>> = {
  done: 'Done',
  refused: 'Refused',
  failed: 'Failed',
}

export function actionText(action: AuditAction): string {
  return actions[action]
}

export function outcomeText(outcome: AuditOutcome): string {
  return outcomes[outcome]
}

/** `Consulted movements`. A sign-in names its account: until it is complete nobody is who did it. */
export function deedText({ action, what, details }: AuditEvent): string {
  if (action !== 'sign-in') return `${actions[action]} ${what}`
  const account = details?.['account']
  return account === undefined ? 'Sign-in' : `Sign-in, account ${account}`
}

export function actorRole(role: AuditEvent['role']): string {
  if (role === 'operator') return 'Operator at the host'
  return role === 'nobody' ? 'Not signed in' : roleLabel(role)
}

/** The stretch of people's lives that was looked at: `always` where it has no bounds. */
export function intervalText({ interval }: AuditEvent): string {
  if (!interval) return ''
  const { from, to } = interval
  if (Number.isFinite(from) && Number.isFinite(to)) return londonWindow(from, to)
  if (Number.isFinite(from)) return `from ${londonTime(from)}`
  return Number.isFinite(to) ? `until ${londonTime(to)}` : 'always'
}

/** Ids of device wearers, no more than `most` of them. */
export function subjectsText({ subjects }: AuditEvent, most: number): string {
  if (subjects === 'everyone') return 'Everyone'
  const more = subjects.length - most
  const shown = subjects.slice(0, most).join(', ')
  return more > 0 ? `${shown} and ${more} more` : shown
}
