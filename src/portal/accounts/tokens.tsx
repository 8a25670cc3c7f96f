import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Permission, TokenScope } from '../../domain/roles.ts'
import type { Asking } from '../../server/route.ts'
import type { ApiToken } from '../../store/records/token-records.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'

export interface TypedToken {
  readonly name: string
  readonly scopes: readonly string[]
  readonly days: string
}

export interface TokensProps {
  readonly asking: Asking
  readonly tokens: readonly ApiToken[]
  readonly now: number
  /** What a token of this account may name. */
  readonly scopes: readonly TokenScope[]
  readonly makeAt: string
  readonly revokeAt: string
  readonly typed?: TypedToken
  readonly faults?: readonly FieldFault[]
}

const noToken: TypedToken = { name: '', scopes: [], days: '90' }

/** How long a token may live, in days. */
const lifetimes = [
  ['1', 'A day'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['366', 'A year'],
] as const

/** What programs use in place of signing in: which there are, and another. */
export const Tokens: FC<TokensProps> = ({
  asking,
  tokens,
  now,
  scopes,
  makeAt,
  revokeAt,
  typed = noToken,
  faults = [],
}) => (
  <>
    <ErrorSummary faults={faults} />
    {tokens.length > 0 && (
      <Table
        caption="Tokens for programs"
        columns={[
          { title: 'Name' },
          { title: 'May' },
          { title: 'Last used' },
          { title: 'Ends' },
          { title: 'Revoke' },
        ]}
        rows={tokens.map((token) => [
          token.name,
          token.scopes.map((scope) => scopeLabels[scope]).join(', '),
          token.lastUsedAt === undefined ? 'Never' : londonTime(token.lastUsedAt),
          endText(token, now),
          isOver(token, now) ? (
            ''
          ) : (
            <Form
              asking={asking}
              action={revokeAt}
              button="Revoke"
              of={`the token ${token.name}`}
              kind="warning"
              hidden={{ token: String(token.id) }}
            />
          ),
        ])}
      />
    )}
    <h2 class="govuk-heading-m">Make a token for a program</h2>
    <Form asking={asking} action={makeAt} button="Make the token" kind="secondary">
      <TextField
        name="name"
        label="What it is for"
        width={30}
        autocomplete="off"
        value={typed.name}
        faults={faults}
      />
      <CheckBoxes
        name="scopes"
        label="What it may do"
        faults={faults}
        ticked={typed.scopes}
        options={scopes.map((scope) => ({ value: scope, text: scopeLabels[scope] }))}
      />
      <SelectField
        name="expiresAt"
        label="Good for"
        value={typed.days}
        faults={faults}
        options={lifetimes.map(([value, text]) => ({ value, text }))}
      />
    </Form>
  </>
)

const scopeLabels: Readonly<Record<TokenScope, string>> & Partial<Record<Permission, string>> = {
  'people:read': 'Read people and their positions',
  'incidents:read': 'Read incidents',
  'self:read': 'Read your own data',
  'crimes:read': 'Read crimes and batches',
  'matches:read': 'Read matches',
  'figures:read': 'Read figures',
  'accounts:manage': 'Manage accounts',
  'allocations:manage': 'Manage allocations',
  'audit:review': 'Review the audit',
  'positions:write': 'Send positions',
  'crime-batches:write': 'Send crime batches',
  'registry:write': 'Send people, orders and what equipment said',
  operate: 'Run the operator’s commands',
}

function isOver({ revokedAt, expiresAt }: ApiToken, now: number): boolean {
  return revokedAt !== undefined || expiresAt <= now
}

function endText({ revokedAt, expiresAt }: ApiToken, now: number): string {
  if (revokedAt !== undefined) return `Revoked ${londonTime(revokedAt)}`
  return `${expiresAt <= now ? 'Ended ' : ''}${londonTime(expiresAt)}`
}
