import type { Child, FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { type FollowingState, followingState, mayApprove, mayStop } from '../../domain/following.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { Following } from '../../store/records/following-records.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { TextArea } from '../components/text-area.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

const stateTexts: Readonly<Record<FollowingState, string>> = {
  waits_for_first: 'Waits for two approvers',
  waits_for_second: 'Waits for a second approver',
  in_force: 'In force',
  ended: 'Ended',
  stopped: 'Stopped',
  refused: 'Refused',
}

export interface TypedFollowing {
  readonly person: string
  readonly why: string
  readonly authorityReference: string
  readonly hours: string
}

/** Requests to follow somebody live, and the form of one where policy allows it. */
export const FollowingListPage: FC<{
  asking: Asking
  policy: { readonly allowed: boolean; readonly mostHours: number }
  typed: TypedFollowing
  faults: readonly FieldFault[]
  /** `undefined` where the form could not be taken. */
  followings: readonly Following[] | undefined
  now: Instant
}> = ({ asking, policy, typed, faults, followings, now }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Following somebody live</h1>
    {policy.allowed ? (
      <p class="govuk-body">
        {`Following a person as they move is not a look back at where they were. It needs an authority of its own and two approvers, and ends by itself after ${counted(policy.mostHours, 'hour')} at most.`}
      </p>
    ) : (
      <p class="govuk-inset-text">
        Following somebody live is switched off, as it is unless the policy of this service says
        otherwise. Nothing can be asked for here. For where somebody was, use Locations or a request
        for location data.
      </p>
    )}
    {policy.allowed && asking.actor.permissions.has('locations:read') && (
      <Form asking={asking} action={paths.followings} button="Ask to follow">
        <TextField
          name="person"
          label="Device wearer’s id"
          value={typed.person}
          faults={faults}
          autocomplete="off"
          width={10}
        />
        <TextArea name="why" label="Why live" value={typed.why} faults={faults} maxlength={500} />
        <TextField
          name="authorityReference"
          label="Reference of the authority"
          hint="For example of a directed surveillance authorisation"
          value={typed.authorityReference}
          faults={faults}
        />
        <TextField
          name="hours"
          label="For how many hours from now"
          inputmode="numeric"
          value={typed.hours}
          faults={faults}
          width={5}
          maxlength={3}
        />
      </Form>
    )}
    {followings && followings.length > 0 && (
      <Table
        caption="Asked, the newest first"
        columns={['Number', 'Wearer', 'Asked by', 'Until', 'State'].map((title) => ({ title }))}
        rows={followings.map((each) => [
          <a class="govuk-link" href={paths.following(each.id)}>
            Following {each.id}
          </a>,
          each.deviceWearerId,
          each.asker,
          londonTime(each.until),
          stateTexts[followingState(each, now)],
        ])}
      />
    )}
    {followings?.length === 0 && <p class="govuk-body">Nothing has been asked.</p>}
  </>
)

/** One request to follow, and what this reader can do with it now. */
export const FollowingPage: FC<{
  asking: Asking
  following: Following
  accountId: number
  now: Instant
  done: string | undefined
}> = ({ asking, following, accountId, now, done }) => {
  const state = followingState(following, now)
  const decides = asking.actor.permissions.has('following:decide')
  const rows: [string, Child][] = [
    ['State', stateTexts[state]],
    ['Device wearer', following.deviceWearerId],
    ['Asked by', `${following.asker}, ${londonTime(following.askedAt)}`],
    ['Why live', following.why],
    ['Authority', following.authorityReference],
    ['Ends', londonTime(following.until)],
    ['First approver', following.firstApprover ?? 'Nobody yet'],
    ['Second approver', following.secondApprover ?? 'Nobody yet'],
    ...(following.reason === '' ? [] : [['Reason', following.reason] as [string, Child]]),
  ]
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Following {following.id}</h1>
      {state === 'in_force' && accountId === following.askedBy && (
        <p class="govuk-body">
          <a class="govuk-button" href={paths.followed(following.id)}>
            Look at the newest positions
          </a>
        </p>
      )}
      <SummaryList rows={rows} />
      {decides && mayApprove(following, accountId, now) && (
        <Form
          asking={asking}
          action={paths.followingDeed(following.id, 'approve')}
          button="Approve"
        />
      )}
      {decides && mayStop(following, now) && (
        <EndFollowingForm
          asking={asking}
          following={following}
          how={state === 'in_force' ? 'stop' : 'refuse'}
        />
      )}
    </>
  )
}

/** Refuses or stops, with the reason. */
export const EndFollowingForm: FC<{
  asking: Asking
  following: Following
  how: 'refuse' | 'stop'
  typed?: string
  faults?: readonly FieldFault[]
}> = ({ asking, following, how, typed, faults = [] }) => (
  <Form
    asking={asking}
    action={paths.followingDeed(following.id, how)}
    button={how === 'stop' ? 'Stop following now' : 'Refuse'}
    kind="warning"
  >
    <TextArea
      name="reason"
      label={how === 'stop' ? 'Why it is stopped' : 'Why it is refused'}
      value={typed}
      faults={faults}
      rows={3}
      maxlength={500}
    />
  </Form>
)
