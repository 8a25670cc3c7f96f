import type { FC } from 'hono/jsx'
import { resolutionCodes, resolutionText } from '../../domain/incident-reasons.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { IncidentAct } from '../../store/records/incident-acts.ts'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextArea } from '../components/text-area.tsx'
import { paths } from '../paths.ts'
import type { IncidentFile } from './incident-file.ts'
import { type SentForm, sentField } from './sent-form.ts'

interface CaseworkProps {
  readonly asking: Asking
  readonly file: IncidentFile
  readonly sent: SentForm
}

/** Whose work it is, what was done about it, and doing more. */
export const CaseworkSection: FC<CaseworkProps> = (props) => {
  const { acts } = props.file
  return (
    <>
      <h2 class="govuk-heading-m" id="work">
        What was done
      </h2>
      {acts.length === 0 ? (
        <p class="govuk-body">Nobody has done anything about it here yet.</p>
      ) : (
        <Acts acts={acts} />
      )}
      {props.asking.actor.permissions.has('incidents:work') && (
        <>
          <Assignment {...props} />
          <NoteForm {...props} />
          <Resolution {...props} />
        </>
      )}
    </>
  )
}

const Acts: FC<{ acts: readonly IncidentAct[] }> = ({ acts }) => (
  <Table
    caption="What was done, the oldest first"
    captionHidden
    columns={[{ title: 'When' }, { title: 'Who' }, { title: 'What' }]}
    rows={acts.map((act) => [
      <span class="app-when">{londonTime(act.at)}</span>,
      act.by,
      <>
        {actText(act)}
        {act.text !== '' && <span class="app-written">{act.text}</span>}
      </>,
    ])}
  />
)

function actText({ act, to, reason }: IncidentAct): string {
  if (act === 'assign') return `Assigned to ${to ?? 'somebody'}`
  if (act === 'release') return 'Released'
  if (act === 'resolve') return `Resolved: ${resolutionText(reason ?? '')}`
  return act === 'reopen' ? 'Opened again' : 'Note'
}

const Assignment: FC<CaseworkProps> = ({ asking, file: { found, colleagues }, sent }) => {
  const me = asking.account?.id
  const others = colleagues.filter(({ id }) => id !== me && id !== found.assignedTo?.accountId)
  return (
    <>
      <p class="govuk-body">
        {found.assignedTo ? `Assigned to ${found.assignedTo.name}.` : 'Nobody’s work yet.'}
      </p>
      {found.assignedTo?.accountId !== me && (
        <Form
          asking={asking}
          action={paths.incidentDeed(found.id, 'assign')}
          button="Assign to me"
          hidden={{ to: 'me' }}
        />
      )}
      {found.assignedTo && (
        <Form
          asking={asking}
          action={paths.incidentDeed(found.id, 'release')}
          button="Release it"
          kind="secondary"
        />
      )}
      {others.length > 0 && (
        <Form
          asking={asking}
          action={paths.incidentDeed(found.id, 'assign')}
          button="Assign to this colleague"
          kind="secondary"
        >
          <SelectField
            {...sentField(sent, 'to')}
            label="A colleague who may see this person"
            options={[
              { value: '', text: 'Choose one' },
              ...others.map(({ id, name }) => ({ value: String(id), text: name })),
            ]}
          />
        </Form>
      )}
    </>
  )
}

const NoteForm: FC<CaseworkProps> = ({ asking, file: { found }, sent }) => (
  <Form
    asking={asking}
    action={paths.incidentDeed(found.id, 'note')}
    button="Keep the note"
    kind="secondary"
  >
    <TextArea
      {...sentField(sent, 'note')}
      label="Note"
      hint="What you did or learned. It cannot be changed afterwards."
    />
  </Form>
)

const Resolution: FC<CaseworkProps> = ({ asking, file: { found }, sent }) =>
  found.resolvedAt === undefined ? (
    <>
      <h3 class="govuk-heading-s">Resolve it</h3>
      {found.waits && (
        <p class="govuk-body">
          It leaves the queue of open incidents. Its minutes go on waiting for a decision.
        </p>
      )}
      <Form
        asking={asking}
        action={paths.incidentDeed(found.id, 'resolve')}
        button="Resolve the incident"
        kind="secondary"
        hidden={{ revision: String(found.revision) }}
      >
        <SelectField
          {...sentField(sent, 'resolution')}
          label="Why it needs no more work"
          options={[
            { value: '', text: 'Choose one' },
            ...resolutionCodes.map((code) => ({ value: code, text: resolutionText(code) })),
          ]}
        />
        <TextArea {...sentField(sent, 'resolutionText')} label="Anything to add" rows={2} />
      </Form>
    </>
  ) : (
    <>
      <h3 class="govuk-heading-s">Open it again</h3>
      <Form
        asking={asking}
        action={paths.incidentDeed(found.id, 'reopen')}
        button="Open the incident again"
        kind="secondary"
      >
        <TextArea {...sentField(sent, 'reopenText')} label="Why it is open again" rows={2} />
      </Form>
    </>
  )
