import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type {
  FeedFigures,
  HeardDeviceOf,
  RefusedOfFeed,
} from '../../store/records/freshness-records.ts'
import { Table } from '../components/table.tsx'
import { feedText, heardText } from '../devices/device-text.tsx'
import { paths } from '../paths.ts'

export interface FeedsProps {
  readonly feeds: readonly FeedFigures[]
  readonly freshMinutes: number
  /** Absent where the reader may not see devices. */
  readonly silent: readonly HeardDeviceOf[] | undefined
  readonly refused: readonly RefusedOfFeed[]
  readonly now: Instant
}

/** Where reports come from, and which of them have fallen silent. */
export const FeedsPage: FC<FeedsProps> = ({ feeds, freshMinutes, silent, refused, now }) => {
  const isLate = ({ lastHeardAt, worn }: FeedFigures) =>
    worn > 0 && now - lastHeardAt > freshMinutes * 60_000
  const minutes = counted(freshMinutes, 'minute')
  return (
    <>
      <h1 class="govuk-heading-l">Feeds</h1>
      <p class="govuk-body">
        {`A feed is a way that devices report by. It is behind where nothing came of it for ${minutes}; what happened since is not known yet.`}
      </p>
      {feeds.length === 0 ? (
        <p class="govuk-body">No device has reported by itself yet.</p>
      ) : (
        <Table
          caption="Every feed"
          stacks
          columns={[
            { title: 'Feed' },
            { title: 'State' },
            { title: 'Newest data' },
            { title: `Worn devices heard within ${minutes}`, numeric: true },
            { title: 'Usual delay of a position', numeric: true },
          ]}
          rows={feeds.map((feed) => [
            feedText(feed.name),
            <State late={isLate(feed)} worn={feed.worn} />,
            heardText(feed.lastHeardAt, now),
            `${feed.heard.toLocaleString('en-GB')} of ${feed.worn.toLocaleString('en-GB')}`,
            delayText(feed.delayMs),
          ])}
        />
      )}
      {silent && silent.length > 0 && (
        <Table
          caption="Worn devices that are silent longest"
          stacks
          columns={[{ title: 'Device' }, { title: 'Feed' }, { title: 'Last heard' }]}
          rows={silent.map(({ deviceId, feed, lastHeardAt }) => [
            <a class="govuk-link" href={paths.device(deviceId)}>
              {deviceId}
            </a>,
            feedText(feed),
            heardText(lastHeardAt, now),
          ])}
        />
      )}
      {refused.length > 0 && (
        <Table
          caption="Files and reports that could not be used"
          stacks
          columns={[{ title: 'Received' }, { title: 'Feed' }, { title: 'Why' }]}
          rows={refused.map(({ receivedAt, feed, reason }) => [
            londonTime(receivedAt),
            feed,
            reason,
          ])}
        />
      )}
      {silent?.length === 0 && feeds.length > 0 && (
        <p class="govuk-body">{`Every worn device that reports by itself was heard within ${minutes}.`}</p>
      )}
    </>
  )
}

const State: FC<{ late: boolean; worn: number }> = ({ late, worn }) => {
  if (worn === 0) return <strong class="govuk-tag govuk-tag--grey">Nobody wears any</strong>
  if (late) return <strong class="govuk-tag govuk-tag--red">Behind</strong>
  return <strong class="govuk-tag govuk-tag--green">Up to date</strong>
}

function delayText(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return ''
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 90) return counted(seconds, 'second')
  return counted(Math.round(seconds / 60), 'minute')
}
