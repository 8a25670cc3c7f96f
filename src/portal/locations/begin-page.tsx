import type { FC } from 'hono/jsx'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { GrantInForce } from '../../store/records/grants-in-force.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

/** Where somebody begins to look: with a task of theirs, or with what was granted to them. */
export const BeginPage: FC<{
  asking: Asking
  typed: { person: string; purpose: string }
  faults: readonly FieldFault[]
  grants: readonly GrantInForce[]
}> = ({ asking, typed, faults, grants }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Locations</h1>
    {asking.actor.permissions.has('locations:read') && (
      <>
        <p class="govuk-body">
          Say whose locations you need and what for. What you say is kept with everything you look
          at, and holds for 12 hours.
        </p>
        <Form asking={asking} action={paths.locations} button="Continue">
          <TextField
            name="person"
            label="Device wearer"
            hint="Id, CRN, NOMIS or PNC number, or a name that one person has"
            value={typed.person}
            faults={faults}
            autocomplete="off"
            width={20}
          />
          <TextField
            name="purpose"
            label="What you need it for"
            value={typed.purpose}
            faults={faults}
            maxlength={500}
          />
        </Form>
      </>
    )}
    {asking.actor.permissions.has('requests:make') &&
      (grants.length === 0 ? (
        <p class="govuk-body">
          Nothing is granted to you now. Locations can be looked at under a request that was
          granted, until its time is over.
        </p>
      ) : (
        <Table
          caption="Granted to you"
          columns={['Request', 'Period', 'Can be looked at until'].map((title) => ({ title }))}
          rows={grants.map(({ requestId, number, within, endsAt }) => [
            <a class="govuk-link" href={paths.grantedLocations(requestId)}>
              {number}
            </a>,
            londonWindow(within.from, within.to),
            londonTime(endsAt),
          ])}
        />
      ))}
  </>
)
