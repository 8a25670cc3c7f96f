import { TOTP } from 'otpauth'
import type { AccountWork } from '../../src/app/accounts/account-work.ts'
import type { Account } from '../../src/domain/account.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { auditEvent } from '../../src/domain/audit-event.ts'
import type { Instant } from '../../src/domain/interval.ts'
import { permissionsOf } from '../../src/domain/roles.ts'
import { appendAudit } from '../../src/store/records/audit-records.ts'
import type { Records } from '../../src/store/records/records.ts'

export const nobody: Actor = {
  kind: 'nobody',
  username: '',
  role: 'nobody',
  permissions: new Set(),
  from: '192.0.2.7',
  correlationId: 'test',
}

export function actorOf({ id, username, role }: Account): Actor {
  return {
    ...nobody,
    kind: 'account',
    accountId: id,
    username,
    role,
    permissions: permissionsOf(role),
  }
}

/** What a use case is given, with a real audit. */
export function workAt(records: Records, now: Instant, actor: Actor = nobody): AccountWork {
  return {
    records,
    now,
    actor,
    async audit(query, facts, as = actor) {
      await appendAudit(query, auditEvent(as, now, facts))
    },
  }
}

/** What an authenticator app shows. */
export function codeAt(secretText: string, now: Instant): string {
  return new TOTP({ secret: secretText }).generate({ timestamp: now })
}
