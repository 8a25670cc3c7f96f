import type { FC } from 'hono/jsx'
import { shownState } from '../../domain/data-request.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { DataRequest } from '../../store/records/visible-requests.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { CountsSection, type CountsShown } from './counts-section.tsx'
import { requestName, stateColours, stateTexts, urgencyTexts } from './request-text.ts'

/** Requests that somebody may read, the newest first. */
export const RequestListPage: FC<{
  requests: readonly DataRequest[]
  makes: boolean
  counts: CountsShown | undefined
  now: Instant
  done: string | undefined
  first: string | undefined
  next: string | undefined
}> = ({ requests, makes, counts, now, done, first, next }) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">Requests for location data</h1>
    <p class="govuk-body">
      For data that police do not get by the matching of crimes. Somebody else than the requester
      decides each request, and what is granted can be looked at for a limited time.
    </p>
    {makes && (
      <p class="govuk-body">
        <a class="govuk-button" href={paths.newRequest}>
          Make a request
        </a>
      </p>
    )}
    {counts && <CountsSection {...counts} />}
    {requests.length === 0 ? (
      <p class="govuk-body">There is no request yet.</p>
    ) : (
      <Table
        caption="Requests, the newest first"
        columns={['Number', 'Force', 'Requester', 'Urgency', 'Submitted', 'State'].map((title) => ({
          title,
        }))}
        rows={requests.map((request) => {
          const state = shownState(request, now)
          return [
            <a class="govuk-link" href={paths.request(request.id)}>
              {requestName(request)}
            </a>,
            policeForce(request.policeForce)?.label ?? request.policeForce,
            request.requester,
            urgencyTexts[request.urgency],
            request.submittedAt === undefined ? 'Not yet' : londonTime(request.submittedAt),
            <strong class={`govuk-tag govuk-tag--${stateColours[state]}`}>
              {stateTexts[state]}
            </strong>,
          ]
        })}
      />
    )}
    <CursorLinks label="Pages of requests" first={first} next={next} />
  </>
)
