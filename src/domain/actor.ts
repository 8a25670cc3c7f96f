import type { Permission, Role } from './roles.ts'

/** Who asks for something, from where, and what they may ask. */
export interface Actor {
  /** `operator`: whoever runs a command on the host itself. `device`: a tag, by its own secret. `nobody`: not signed in. */
  readonly kind: 'account' | 'token' | 'operator' | 'device' | 'nobody'
  readonly accountId?: number | undefined
  /** A device's is its id. */
  readonly username: string
  readonly role: Role | 'operator' | 'nobody'
  readonly permissions: ReadonlySet<Permission>
  /** A network address, or a host's name. */
  readonly from: string
  /** One for everything that one request or command does. */
  readonly correlationId: string
}
