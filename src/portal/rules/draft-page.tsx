import type { FC } from 'hono/jsx'
import { TRIED_DAYS } from '../../app/rules/try-draft.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { RuleDraft } from '../../store/records/rule-drafts.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { TextField } from '../components/text-field.tsx'
import { ZoneMap } from '../components/zone-map.tsx'
import type { MapZone } from '../map/map-data.ts'
import { zoneOnMap } from '../map/zone-on-map.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { RuleDifference, RuleFacts } from './rule-facts.tsx'
import { changeFacts, changeTitle, factsBefore } from './rule-words.ts'
import { draftState } from './rules-page.tsx'
import { isTrying, Trial } from './trial.tsx'

export interface DraftPageProps {
  readonly asking: Asking
  readonly draft: RuleDraft
  readonly person: PersonFile
  readonly now: Instant
  /** Whether whoever looks may try, publish or discard it. */
  readonly decides: boolean
  readonly faults?: readonly FieldFault[]
  /** Of the form that could not be taken. */
  readonly remark?: string
  readonly done?: string | undefined
}

/** One draft: what would change, what it would have raised of the past, and what becomes of it. */
export const DraftPage: FC<DraftPageProps> = (props) => {
  const { draft, person, now, decides, faults = [], done } = props
  const { change, trial, published, discarded } = draft
  const before = factsBefore(change, person.zones)
  const after = changeFacts(change, person.zones)
  const waits = !published && !discarded
  return (
    <>
      <ErrorSummary faults={faults} />
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">{`${changeTitle(change)} for ${personName(person)}`}</h1>
      <SummaryList
        rows={[
          ['State', draftState(draft)],
          ['Holds', holdsWords(draft)],
          ['Why', draft.why],
          ['Drafted', `${londonTime(draft.made.at)} by ${draft.made.by}`],
          ...(draft.remark === '' ? [] : [['Remark', draft.remark] as const]),
        ]}
      />
      {change.before && change.after ? (
        <RuleDifference before={before} after={after} />
      ) : (
        <>
          <h2 class="govuk-heading-m">{change.after ? 'What would hold' : 'What would end'}</h2>
          <RuleFacts facts={change.after ? after : before} />
        </>
      )}
      <ZoneMap id="zones" title="The zone now and then" zones={zonesOf(draft)} />
      <h2 class="govuk-heading-m">What it would have raised</h2>
      {trial ? (
        <Trial trial={trial} person={person.id} now={now} isNew={!change.before} />
      ) : (
        <p class="govuk-body">It has not been tried.</p>
      )}
      {waits && decides && <Deeds {...props} />}
    </>
  )
}

function holdsWords({ holdsFrom, published }: RuleDraft): string {
  if (holdsFrom !== undefined) return `From ${londonTime(holdsFrom)}`
  return published ? `From ${londonTime(published.at)}` : 'Once it is published'
}

function zonesOf({ change }: RuleDraft): MapZone[] {
  if (change.subject !== 'zone') {
    return change.place ? [zoneOnMap(change.place, change.place.name ?? '') ?? []].flat() : []
  }
  const { before, after } = change
  return [
    ...(before ? [zoneOnMap(before.zone, after ? 'Now' : (before.zone.name ?? ''))] : []),
    ...(after ? [zoneOnMap(after, before ? 'Then' : (after.name ?? ''))] : []),
  ].flatMap((each) => each ?? [])
}

/** Trying, changing, publishing and discarding, in the order in which they are done. */
const Deeds: FC<DraftPageProps> = ({ asking, draft, now, faults = [], remark }) => {
  const { id, trial } = draft
  const wasTried = trial?.result !== undefined && trial.result.fault === undefined
  const field = faults[0]?.field
  return (
    <>
      {!(trial && isTrying(trial, now)) && (
        <Form
          asking={asking}
          action={paths.ruleDraftDeed(id, 'try')}
          button={`Try on the past ${TRIED_DAYS} days`}
          {...(wasTried && { kind: 'secondary' })}
        >
          <p class="govuk-hint">
            Reads the positions of that time and says what would have been raised. That is recorded
            as a look at them.
          </p>
        </Form>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.ruleDraftDeed(id, 'change')}>
          Change the draft
        </a>
      </p>
      <h2 class="govuk-heading-m">Publish</h2>
      <Form asking={asking} action={paths.ruleDraftDeed(id, 'publish')} button="Publish the change">
        <p class="govuk-body">
          The order gets its next version. What was raised before stays as it is.
        </p>
        {!wasTried && (
          <TextField
            name="untried"
            label="Why is it published without having been tried?"
            maxlength={500}
            faults={faults}
            {...(field === 'untried' && { value: remark ?? '' })}
          />
        )}
      </Form>
      <h2 class="govuk-heading-m">Discard</h2>
      <Form
        asking={asking}
        action={paths.ruleDraftDeed(id, 'discard')}
        button="Discard the draft"
        kind="secondary"
      >
        <TextField
          name="remark"
          label="Why is it discarded?"
          maxlength={500}
          faults={faults}
          {...(field === 'remark' && { value: remark ?? '' })}
        />
      </Form>
    </>
  )
}
