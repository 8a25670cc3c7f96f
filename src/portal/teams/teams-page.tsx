import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { Team } from '../../store/records/team-records.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export interface TeamsProps {
  readonly asking: Asking
  readonly teams: readonly Team[]
  readonly done?: string | undefined
  /** As it was typed, of the form that could not be taken. */
  readonly typed?: Readonly<Record<string, string>>
  readonly faults?: readonly FieldFault[]
}

export const TeamsPage: FC<TeamsProps> = ({ asking, teams, done, typed = {}, faults = [] }) => {
  const options = teams.map(({ name }) => ({ value: name, text: name }))
  const empty = teams.filter(({ accounts, allocations }) => accounts + allocations === 0)
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Teams and cover</h1>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.covers}>
          Who covers for whom
        </a>
      </p>
      {teams.length === 0 ? (
        <p class="govuk-body">There is no team yet.</p>
      ) : (
        <Table
          caption="Teams"
          columns={[
            { title: 'Team' },
            { title: 'Accounts', numeric: true },
            { title: 'Wearers allocated', numeric: true },
          ]}
          rows={teams.map(({ name, accounts, allocations }) => [
            name,
            String(accounts),
            String(allocations),
          ])}
        />
      )}
      <h2 class="govuk-heading-m">Make a team</h2>
      <Form asking={asking} action={paths.teams} button="Make the team">
        <TextField name="name" label="Name" width={30} value={typed['name']} faults={faults} />
      </Form>
      {teams.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Rename a team</h2>
          <Form asking={asking} action={paths.renameTeam} button="Rename" kind="secondary">
            <SelectField
              name="renamed"
              label="Team to rename"
              options={options}
              value={typed['renamed']}
              faults={faults}
            />
            <TextField
              name="newName"
              label="New name"
              width={30}
              value={typed['newName']}
              faults={faults}
            />
          </Form>
        </>
      )}
      {empty.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Delete a team</h2>
          <p class="govuk-body">Only one that no account, cover or allocation ever named.</p>
          <Form asking={asking} action={paths.deleteTeam} button="Delete" kind="warning">
            <SelectField
              name="deleted"
              label="Team to delete"
              options={empty.map(({ name }) => ({ value: name, text: name }))}
              value={typed['deleted']}
              faults={faults}
            />
          </Form>
        </>
      )}
    </>
  )
}
