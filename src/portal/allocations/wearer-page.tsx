import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { StoredAllocation } from '../../store/records/allocation-records.ts'
import type { AllocatedWearer } from '../../store/records/visible-allocations.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { endText } from './search-page.tsx'

export interface TypedAllocation {
  readonly practitioner: string
  readonly team: string
}

export interface WearerAllocationsProps {
  readonly asking: Asking
  readonly wearer: AllocatedWearer
  readonly allocations: readonly StoredAllocation[]
  readonly now: number
  readonly teams: readonly string[]
  readonly typed: TypedAllocation
  readonly done?: string | undefined
  readonly faults?: readonly FieldFault[]
}

/** Who supervises one wearer, did, or will. Nothing of where anybody was. */
export const WearerAllocationsPage: FC<WearerAllocationsProps> = (props) => {
  const { asking, wearer, allocations, now, teams, typed, done, faults = [] } = props
  const current = allocations.filter(({ to }) => to > now)
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Who supervises {wearer.id}</h1>
      <SummaryList
        rows={[
          ['Device wearer', wearer.id],
          ['CRN', wearer.crn ?? 'Not known'],
        ]}
      />
      {allocations.length === 0 ? (
        <p class="govuk-body">Nobody supervises this person, and nobody did.</p>
      ) : (
        <Table
          caption="Allocations"
          columns={[
            { title: 'Practitioner' },
            { title: 'Team' },
            { title: 'From' },
            { title: 'To' },
            { title: 'End it' },
          ]}
          rows={allocations.map((allocation) => [
            allocation.practitioner,
            allocation.team,
            londonTime(allocation.from),
            endText(allocation.to),
            allocation.to > now ? (
              <Form
                asking={asking}
                action={paths.endAllocation(wearer.id)}
                button="End now"
                of={`the allocation to ${allocation.practitioner}`}
                kind="warning"
                hidden={{ allocation: String(allocation.id) }}
              />
            ) : (
              ''
            ),
          ])}
        />
      )}
      <h2 class="govuk-heading-m">
        {current.length > 0 ? 'Transfer to another practitioner, or add one' : 'Allocate'}
      </h2>
      <Form
        asking={asking}
        action={paths.assign(wearer.id)}
        button={current.length > 0 ? 'Save' : 'Allocate'}
      >
        {current.length > 0 && (
          <SelectField
            name="instead"
            label="In place of"
            options={[
              ...current.map(({ id, practitioner }) => ({
                value: String(id),
                text: practitioner,
              })),
              { value: '', text: 'Nobody: add one' },
            ]}
          />
        )}
        <TextField
          name="practitioner"
          label="Practitioner"
          hint="The name as allocations write it"
          width={30}
          autocomplete="off"
          value={typed.practitioner}
          faults={faults}
        />
        <SelectField
          name="team"
          label="Team"
          value={typed.team}
          faults={faults}
          options={teams.map((team) => ({ value: team, text: team }))}
        />
      </Form>
    </>
  )
}
