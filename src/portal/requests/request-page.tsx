import type { Child, FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { mayAct, type RequestActor, shownState } from '../../domain/data-request.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { Asking } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataRequest, RequestStep } from '../../store/records/visible-requests.ts'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { requestDeeds } from './request-deeds.tsx'
import {
  actTexts,
  askedAbout,
  checkTexts,
  periodText,
  requestName,
  stateColours,
  stateTexts,
  urgencyTexts,
} from './request-text.ts'

export interface RequestPageProps {
  readonly asking: Asking
  readonly request: DataRequest
  readonly steps: readonly RequestStep[]
  readonly looks: readonly { at: Instant; username: string; action: string; count: number }[]
  /** Whom the grant is about, where whoever asks decides or oversees. */
  readonly granted: readonly string[]
  readonly candidates: readonly PersonFile[]
  readonly by: RequestActor
  readonly now: Instant
  readonly done: string | undefined
}

/** One request: what is asked and why, what was decided, and what this reader can do now. */
export const RequestPage: FC<RequestPageProps> = (props) => {
  const { asking, request, steps, looks, granted, candidates, by, now, done } = props
  const state = shownState(request, now)
  const inForce = state === 'granted' || state === 'granted_in_part'
  const open = requestDeeds.filter(({ act }) => mayAct(act, request, by, now))
  return (
    <>
      <DoneNotice done={done} />
      <span class="govuk-caption-l">Request for location data</span>
      <h1 class="govuk-heading-l">{requestName(request)}</h1>
      <p class="govuk-body">
        <strong class={`govuk-tag govuk-tag--${stateColours[state]}`}>{stateTexts[state]}</strong>
      </p>
      {inForce && by.accountId === request.requestedBy && (
        <p class="govuk-body">
          <a class="govuk-button" href={paths.grantedLocations(request.id)}>
            Look at the locations
          </a>
        </p>
      )}
      {mayAct('edit', request, by, now) && (
        <p class="govuk-body">
          <a class="govuk-button" href={paths.requestDeed(request.id, 'edit')}>
            Change or submit the draft
          </a>
        </p>
      )}
      {request.granted && <Decision request={request} granted={granted} state={state} />}
      {request.state === 'refused' && (
        <p class="govuk-inset-text">
          <strong>Why it was refused: </strong>
          {request.reason}
        </p>
      )}
      <h2 class="govuk-heading-m">What is asked</h2>
      <SummaryList rows={asked(request)} />
      {open.map(({ act, title, Form }) => (
        <section aria-labelledby={`deed-${act}`}>
          <h2 class="govuk-heading-m" id={`deed-${act}`}>
            {title}
          </h2>
          {/* The button says what it does. */}
          <Form asking={asking} request={request} candidates={candidates} />
        </section>
      ))}
      <Table
        caption="What was done"
        columns={['When', 'Who', 'What', 'In their words'].map((title) => ({ title }))}
        rows={steps.map(({ at, username, act, words }) => [
          londonTime(at),
          username,
          actTexts[act as keyof typeof actTexts],
          words,
        ])}
      />
      {request.granted && <Looks looks={looks} />}
    </>
  )
}

const Decision: FC<{ request: DataRequest; granted: readonly string[]; state: string }> = ({
  request,
  granted,
  state,
}) => {
  const within = request.granted?.within
  const rows: [string, Child][] = [
    ['Period', periodText(within)],
    ...(request.granted?.radiusMetres === undefined
      ? []
      : [['Radius', `${request.granted.radiusMetres} m`] as [string, Child]]),
    ...(granted.length === 0 ? [] : [['Device wearers', granted.join(', ')] as [string, Child]]),
    [
      'Can be looked at until',
      request.grantEndsAt === undefined ? 'Not decided yet' : londonTime(request.grantEndsAt),
    ],
    ...(request.reason === '' ? [] : [['Reason', request.reason] as [string, Child]]),
  ]
  return (
    <>
      <h2 class="govuk-heading-m">
        {state === 'second_approval' ? 'What the first approver would grant' : 'What was granted'}
      </h2>
      <SummaryList rows={rows} />
    </>
  )
}

const Looks: FC<Pick<RequestPageProps, 'looks'>> = ({ looks }) =>
  looks.length === 0 ? (
    <p class="govuk-body">Nothing was looked at under it yet.</p>
  ) : (
    <Table
      caption="What was looked at under it, the newest first"
      columns={[
        { title: 'When' },
        { title: 'Who' },
        { title: 'What' },
        { title: 'Positions', numeric: true },
      ]}
      rows={looks.map(({ at, username, action, count }) => [
        londonTime(at),
        username,
        action === 'disclose' ? 'Taken away as a file' : 'Looked at',
        count,
      ])}
    />
  )

function asked(request: DataRequest): [string, Child][] {
  const hours = request.within && (request.within.to - request.within.from) / 3_600_000
  return [
    ['Requester', `${request.requester}, ${policeForce(request.policeForce)?.label ?? ''}`],
    ['Requester checked', request.checkedHow ? checkTexts[request.checkedHow] : 'Not yet'],
    ['Offence', request.offence],
    ['Crime references', request.crimeReferences || 'None given'],
    ['Grounds', request.grounds],
    ['Why this data', request.necessity],
    ['Other intelligence', request.otherIntelligence],
    [request.about === 'person' ? 'Person' : 'Place', askedAbout(request)],
    [
      'Period',
      hours === undefined
        ? 'None yet'
        : `${periodText(request.within)} (${counted(Math.round(hours * 10) / 10, 'hour')})`,
    ],
    ['Urgency', urgencyTexts[request.urgency]],
    ['Reply by', request.replyBy === undefined ? 'Not said' : londonTime(request.replyBy)],
    ['Declaration', request.declared ? 'Made' : 'Not made yet'],
  ]
}
