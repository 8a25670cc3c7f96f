import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { families } from '../../monitoring/finding.ts'
import type { IncidentFilter, IncidentGroup } from '../../store/records/visible-incident-groups.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { paths, within } from '../paths.ts'
import { GravityTag } from './gravity-tag.tsx'
import {
  agoText,
  certaintyText,
  endedText,
  familyText,
  gravityText,
  kindText,
  lastedText,
  NOT_ENDED,
  whoText,
} from './incident-text.ts'

export const shows = ['open', 'mine', 'unassigned', 'waiting'] as const

const showTexts: Readonly<Record<IncidentFilter['show'], string>> = {
  open: 'Everything open',
  mine: 'Mine',
  unassigned: 'Nobody’s',
  waiting: 'Waiting for a decision',
}

export interface QueueProps {
  readonly now: Instant
  readonly groups: readonly IncidentGroup[]
  /** In all groups, whatever the page. */
  readonly incidents: number
  readonly filter: IncidentFilter
  readonly teams: readonly string[]
  readonly isFirst: boolean
  /** Where the next page begins. */
  readonly next: string | undefined
  /** Violations that nobody has decided for longer than the policy says, and that number of days. */
  readonly late: { readonly incidents: number; readonly days: number }
  readonly done: string | undefined
}

/** Everything that is still open, however old it is. */
export const QueuePage: FC<QueueProps> = (props) => {
  const { now, groups, incidents, filter, isFirst, next, late, done } = props
  const address = { ...filter }
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Incidents</h1>
      <p class="govuk-body">
        Everything that is still open, the most urgent first and the oldest of those first. Nothing
        leaves this list because it is old or cleared by itself: somebody resolves it.
      </p>
      <Late {...late} />
      <Filters {...props} />
      {groups.length === 0 ? (
        <p class="govuk-body">No open incident that you may see, with these choices.</p>
      ) : (
        <Table
          caption={`${counted(incidents, 'incident')}, by person and cause`}
          stacks
          columns={[
            { title: 'What' },
            { title: 'Who' },
            { title: 'Since' },
            { title: 'How sure' },
            { title: 'Newest live position' },
            { title: 'Assigned to' },
          ]}
          rows={groups.map((group) => [
            <What group={group} />,
            <Who group={group} />,
            <Since group={group} now={now} />,
            certaintyText(group),
            group.lastPositionAt === undefined ? (
              'none came live'
            ) : (
              <span class="app-when">
                {agoText(group.lastPositionAt, now)}
                <span class="app-aside">{londonTime(group.lastPositionAt)}</span>
              </span>
            ),
            <Assigned group={group} />,
          ])}
        />
      )}
      <CursorLinks
        label="Pages of incidents"
        first={isFirst ? undefined : within(paths.incidents, address)}
        next={next === undefined ? undefined : within(paths.incidents, { ...address, after: next })}
      />
    </>
  )
}

/** Nobody is decided about by a clock; somebody is asked to look. */
const Late: FC<QueueProps['late']> = ({ incidents, days }) =>
  incidents === 0 ? null : (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <div class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">Warning: </span>
        {`${counted(incidents, 'violation has', 'violations have')} waited more than ${counted(days, 'day')} for a decision. `}
        <a class="govuk-link" href={within(paths.incidents, { show: 'waiting' })}>
          Show what waits
        </a>
      </div>
    </div>
  )

const What: FC<{ group: IncidentGroup }> = ({ group }) => {
  const { incidents, kinds, firstId, deviceWearerId, family, waiting, changed } = group
  const href =
    incidents > 1 && deviceWearerId !== undefined
      ? within(paths.incidents, { person: deviceWearerId, family })
      : paths.incident(firstId)
  return (
    <>
      <GravityTag gravity={group.gravity} />
      <br />
      <a class="govuk-link" href={href}>
        {kinds.map(kindText).join('; ')}
        <span class="govuk-visually-hidden">, {whoText(group)}</span>
      </a>
      {incidents > 1 && <span class="app-aside">{counted(incidents, 'incident')}</span>}
      {waiting > 0 && <span class="app-aside">{`${waiting} to be decided`}</span>}
      {changed > 0 && (
        <strong class="app-aside">
          {incidents === 1
            ? 'Changed since you last did something'
            : `${changed} changed since you last did something`}
        </strong>
      )}
    </>
  )
}

const Who: FC<{ group: IncidentGroup }> = ({ group }) =>
  group.deviceWearerId === undefined ? (
    whoText(group)
  ) : (
    <>
      <a class="govuk-link" href={paths.person(group.deviceWearerId)}>
        {whoText(group)}
      </a>
      <span class="app-aside">{group.deviceWearerId}</span>
    </>
  )

const Since: FC<{ group: IncidentGroup; now: Instant }> = ({ group, now }) => {
  const { kinds, incidents, goingOn, oldestAt, newestAt, lastEndedAt } = group
  const startsAt = oldestAt
  return (
    <span class="app-when">
      {incidents === 1
        ? lastedText({ startsAt, endsAt: goingOn > 0 ? undefined : lastEndedAt, kinds }, now)
        : `${londonTime(oldestAt)}; the newest ${agoText(newestAt, now)}`}
      <span class="app-aside">
        {goingOn === 0
          ? incidents === 1
            ? endedText(group)
            : `All of them: ${endedText(group).toLowerCase()}`
          : incidents === 1
            ? NOT_ENDED
            : `${goingOn} not known to be over`}
      </span>
    </span>
  )
}

const Assigned: FC<{ group: IncidentGroup }> = ({ group: { assignedTo, unassigned } }) => (
  <>
    {assignedTo.length === 0 ? 'Nobody' : assignedTo.join(', ')}
    {assignedTo.length > 0 && unassigned > 0 && (
      <span class="app-aside">{`${unassigned} are nobody’s`}</span>
    )}
  </>
)

const Filters: FC<QueueProps> = ({ filter, teams }) => (
  <form method="get" action={paths.incidents} class="app-filter" aria-label="Filter">
    <SelectField
      name="show"
      label="Show"
      value={filter.show}
      options={shows.map((show) => ({ value: show, text: showTexts[show] }))}
    />
    <SelectField
      name="family"
      label="Cause"
      value={filter.family ?? ''}
      options={[
        { value: '', text: 'Any' },
        ...families.map((family) => ({ value: family, text: familyText(family) })),
      ]}
    />
    <SelectField
      name="gravity"
      label="Urgency"
      value={filter.gravity === undefined ? '' : String(filter.gravity)}
      options={[
        { value: '', text: 'Any' },
        { value: '1', text: gravityText(1)[0] },
        ...[2, 3, 4].map((gravity) => ({
          value: String(gravity),
          text: `${gravityText(gravity)[0]} or more`,
        })),
      ]}
    />
    {teams.length > 1 && (
      <SelectField
        name="team"
        label="Team"
        value={filter.team ?? ''}
        options={[
          { value: '', text: 'Any' },
          ...teams.map((team) => ({ value: team, text: team })),
        ]}
      />
    )}
    <button type="submit" class="govuk-button govuk-button--secondary">
      Filter
    </button>
  </form>
)
