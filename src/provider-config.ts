import { z } from 'zod'
import type { Grant, ProviderConfig } from './app/accounts/identity-provider.ts'
import { scopeFault } from './domain/account.ts'
import { AppError } from './domain/errors.ts'
import { roles } from './domain/roles.ts'
import { paths } from './portal/paths.ts'

/** Wearers are not in an organisation's directory, and services use tokens. */
const grantSchema = z.strictObject({
  role: z.enum(roles).exclude(['device-wearer', 'service']),
  policeForce: z.string().optional(),
  team: z.string().min(1).optional(),
})
const grantsSchema = z.record(z.string().min(1), grantSchema)

/**
 * The identity provider the environment names, if it names one.
 *
 * @param set a variable's value, without blanks; `undefined` where it is empty.
 * @throws AppError CONFIG_INVALID naming the variable.
 */
export function readProviderConfig(
  set: (name: string) => string | undefined,
): ProviderConfig | undefined {
  const issuer = set('WHEREABOUTS_OIDC_ISSUER')
  if (issuer === undefined) return undefined
  const required = (name: string): string => {
    const value = set(name)
    if (value !== undefined) return value
    throw invalid(name, 'it is not set; expected a value beside WHEREABOUTS_OIDC_ISSUER')
  }
  return {
    issuer: address('WHEREABOUTS_OIDC_ISSUER', issuer),
    clientId: required('WHEREABOUTS_OIDC_CLIENT_ID'),
    clientSecret: required('WHEREABOUTS_OIDC_CLIENT_SECRET'),
    redirectUri: new URL(
      paths.provider,
      address('WHEREABOUTS_PUBLIC_URL', required('WHEREABOUTS_PUBLIC_URL')),
    ),
    scope: set('WHEREABOUTS_OIDC_SCOPE') ?? 'openid profile email',
    groupsClaim: set('WHEREABOUTS_OIDC_GROUPS_CLAIM') ?? 'groups',
    grants: grantsFrom(required('WHEREABOUTS_OIDC_ROLES')),
  }
}

function grantsFrom(text: string): Map<string, Grant> {
  const parsed = grantsSchema.safeParse(jsonOf(text))
  if (!parsed.success) throw invalid('WHEREABOUTS_OIDC_ROLES', z.prettifyError(parsed.error))
  const grants = Object.entries(parsed.data)
  for (const [group, grant] of grants) {
    const practitioner = grant.role === 'probation-practitioner' ? 'as the name claim' : undefined
    const fault = scopeFault({ ...grant, practitioner })
    if (fault) throw invalid('WHEREABOUTS_OIDC_ROLES', `group "${group}": ${fault.message}`)
  }
  return new Map(grants)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('WHEREABOUTS_OIDC_ROLES', 'expected JSON: {"group": {"role": "hub-caseworker"}}')
  }
}

function address(name: string, value: string): URL {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value)
  throw invalid(name, `"${value}" is no address; expected https://…`)
}

function invalid(name: string, why: string): AppError {
  return new AppError('CONFIG_INVALID', `Cannot use ${name}: ${why}`)
}
