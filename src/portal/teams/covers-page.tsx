import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { Cover } from '../../store/records/cover-records.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export interface TypedCover {
  readonly username: string
  readonly team: string
  readonly practitioner: string
  readonly from: string
  readonly to: string
  readonly reason: string
}

export interface CoversProps {
  readonly asking: Asking
  readonly covers: readonly (Cover & { readonly coveredBy: string })[]
  readonly teams: readonly string[]
  readonly typed: TypedCover
  readonly done?: string | undefined
  readonly faults?: readonly FieldFault[]
}

/** Who may see another's caseload for a while, and why. */
export const CoversPage: FC<CoversProps> = ({
  asking,
  covers,
  teams,
  typed,
  done,
  faults = [],
}) => (
  <>
    <DoneNotice done={done} />
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Who covers for whom</h1>
    {covers.length === 0 ? (
      <p class="govuk-body">Nobody covers for anybody now or later.</p>
    ) : (
      <Table
        caption="Cover now and later"
        columns={[
          { title: 'Who covers' },
          { title: 'For' },
          { title: 'From' },
          { title: 'To' },
          { title: 'Reason' },
          { title: 'End it' },
        ]}
        rows={covers.map((cover) => [
          cover.coveredBy,
          coveredText(cover),
          londonTime(cover.within.from),
          londonTime(cover.within.to),
          cover.reason,
          <Form
            asking={asking}
            action={paths.endCover}
            button="End now"
            of={`the cover by ${cover.coveredBy} for ${coveredText(cover)}`}
            kind="warning"
            hidden={{ cover: String(cover.id) }}
          />,
        ])}
      />
    )}
    <h2 class="govuk-heading-m">Add cover</h2>
    <Form asking={asking} action={paths.covers} button="Add cover">
      <TextField
        name="username"
        label="Who covers"
        hint="The username of a probation practitioner"
        width={20}
        autocomplete="off"
        value={typed.username}
        faults={faults}
      />
      <SelectField
        name="team"
        label="For a whole team"
        value={typed.team}
        faults={faults}
        options={[
          { value: '', text: 'No, for one practitioner' },
          ...teams.map((team) => ({ value: team, text: team })),
        ]}
      />
      <TextField
        name="practitioner"
        label="For one practitioner"
        hint="The name as allocations write it"
        width={30}
        autocomplete="off"
        value={typed.practitioner}
        faults={faults}
      />
      <TextField
        name="from"
        label="First day"
        type="date"
        width={10}
        value={typed.from}
        faults={faults}
      />
      <TextField
        name="to"
        label="Last day"
        hint="At most 92 days; cover ends by itself"
        type="date"
        width={10}
        value={typed.to}
        faults={faults}
      />
      <TextField
        name="reason"
        label="Reason"
        hint="Such as leave or sickness; name nobody"
        width={30}
        value={typed.reason}
        faults={faults}
      />
    </Form>
  </>
)

function coveredText({ covered }: Cover): string {
  return 'team' in covered ? `team ${covered.team}` : covered.practitioner
}
