import type { FC } from 'hono/jsx'
import type { AccountScope } from '../../domain/account.ts'
import { type Role, roleLabel, roles } from '../../domain/roles.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { ForceField } from '../components/force-field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import type { FormValues } from '../form-values.ts'

/** A role and its scope as a form has them: empty where nothing was chosen. */
export type TypedScope = Readonly<
  Record<'role' | 'policeForce' | 'practitioner' | 'deviceWearerId' | 'team', string>
>

export interface ScopeFieldsProps {
  readonly typed: TypedScope
  readonly teams: readonly string[]
  readonly faults: readonly FieldFault[]
}

/** What a role is, and whose data it concerns. */
export const ScopeFields: FC<ScopeFieldsProps> = ({ typed, teams, faults }) => (
  <>
    <SelectField
      name="role"
      label="Role"
      value={typed.role}
      faults={faults}
      options={[
        { value: '', text: 'Choose a role' },
        ...roles.map((role) => ({ value: role, text: roleLabel(role) })),
      ]}
    />
    <ForceField
      name="policeForce"
      hint="Of a police analyst, or of a service that sends one force's crimes"
      value={typed.policeForce}
      faults={faults}
      first="None"
    />
    <TextField
      name="practitioner"
      label="Practitioner"
      hint="Of a probation practitioner only: the name as allocations write it"
      width={30}
      value={typed.practitioner}
      faults={faults}
    />
    <TextField
      name="deviceWearerId"
      label="Device wearer"
      hint="Of a device wearer only: their id"
      width={20}
      value={typed.deviceWearerId}
      faults={faults}
    />
    <SelectField
      name="team"
      label="Team"
      value={typed.team}
      faults={faults}
      options={[{ value: '', text: 'None' }, ...teams.map((team) => ({ value: team, text: team }))]}
    />
  </>
)

export function typedScope(form: FormValues): TypedScope {
  const { text } = form
  return {
    role: text('role'),
    policeForce: text('policeForce'),
    practitioner: text('practitioner'),
    deviceWearerId: text('deviceWearerId'),
    team: text('team'),
  }
}

export function typedFrom(scope: AccountScope): TypedScope {
  const { role, policeForce = '', practitioner = '', deviceWearerId = '', team = '' } = scope
  return { role, policeForce, practitioner, deviceWearerId, team }
}

/** @returns the scope, or what is wrong where no role was chosen. */
export function scopeFrom(typed: TypedScope): AccountScope | FieldFault {
  const role = roles.find((one): one is Role => one === typed.role)
  if (!role) return { field: 'role', text: 'Choose a role' }
  return {
    role,
    policeForce: typed.policeForce || undefined,
    practitioner: typed.practitioner || undefined,
    deviceWearerId: typed.deviceWearerId || undefined,
    team: typed.team || undefined,
  }
}
