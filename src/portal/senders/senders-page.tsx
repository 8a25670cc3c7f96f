import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { Asking } from '../../server/route.ts'
import type { MailSender } from '../../store/records/sender-records.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { ForceField } from '../components/force-field.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

/** As it was typed. */
export interface TypedSender {
  readonly address: string
  readonly policeForce: string
}

export interface SendersProps {
  readonly asking: Asking
  readonly senders: readonly MailSender[]
  readonly typed: TypedSender
  readonly done?: string | undefined
  readonly faults?: readonly FieldFault[]
}

/** Which addresses may send crimes, each for one force. */
export const SendersPage: FC<SendersProps> = ({ asking, senders, typed, done, faults = [] }) => {
  const inForce = senders.filter(({ endedAt }) => endedAt === undefined)
  const ended = senders.filter(({ endedAt }) => endedAt !== undefined)
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Who may send crimes by e-mail</h1>
      <p class="govuk-body">
        A crime batch is taken only from an address in this list, and only where every crime in it
        is of the address’s own force. A message from any other address is refused.
      </p>
      {inForce.length === 0 ? (
        <p class="govuk-body">No address is in the list, so nothing is taken by e-mail.</p>
      ) : (
        <Table
          caption="Addresses in the list"
          columns={[
            { title: 'Force' },
            { title: 'Address' },
            { title: 'Added' },
            { title: 'By' },
            { title: 'Take out' },
          ]}
          rows={inForce.map((sender) => [
            forceLabel(sender),
            sender.address,
            londonTime(sender.addedAt),
            sender.addedBy,
            <Form
              asking={asking}
              action={paths.endSender}
              button="Take out"
              of={sender.address}
              kind="warning"
              hidden={{ sender: String(sender.id) }}
            />,
          ])}
        />
      )}
      <h2 class="govuk-heading-m">Add an address</h2>
      <Form asking={asking} action={paths.senders} button="Add the address">
        <TextField
          name="address"
          label="E-mail address"
          hint="The address that the force’s messages are from"
          type="email"
          width={30}
          maxlength={254}
          autocomplete="off"
          value={typed.address}
          faults={faults}
        />
        <ForceField
          name="policeForce"
          value={typed.policeForce}
          faults={faults}
          first="Choose a force"
        />
      </Form>
      {ended.length > 0 && (
        <Table
          caption="Addresses that were taken out"
          columns={[
            { title: 'Force' },
            { title: 'Address' },
            { title: 'Added' },
            { title: 'Taken out' },
          ]}
          rows={ended.map((sender) => [
            forceLabel(sender),
            sender.address,
            londonTime(sender.addedAt),
            londonTime(sender.endedAt ?? sender.addedAt),
          ])}
        />
      )}
    </>
  )
}

function forceLabel({ policeForce: identifier }: MailSender): string {
  return policeForce(identifier)?.label ?? identifier
}
