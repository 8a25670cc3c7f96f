import type { FC } from 'hono/jsx'
import type { Movement } from '../../app/read-movements.ts'
import type { Instant } from '../../domain/interval.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import { MovementsMap } from '../components/movements-map.tsx'

/** The newest positions of whoever is followed, and how old they are; loading the page again asks anew. */
export const FollowedPage: FC<{
  deviceWearerId: string
  path: string
  positions: readonly Movement[]
  now: Instant
  until: Instant
}> = ({ deviceWearerId, path, positions, now, until }) => {
  const last = positions.at(-1)
  return (
    <>
      <h1 class="govuk-heading-l">{`Newest positions of wearer ${deviceWearerId}`}</h1>
      <p class="govuk-body">
        {last === undefined ? (
          <>
            <strong>No position is held</strong>
            {
              ' of the last hour, or since following began. That does not say where anyone was or was not.'
            }
          </>
        ) : (
          <>
            <strong>{`The newest position is ${lengthInWords(now - last.capturedAt)} old`}</strong>
            {`, of ${londonTime(last.capturedAt)}. Where the device is now is not known.`}
          </>
        )}
      </p>
      <p class="govuk-body">
        {`Looked up at ${londonTime(now)}. Following ends at ${londonTime(until)}. Every look is recorded.`}
      </p>
      <p class="govuk-body">
        <a class="govuk-button" href={path}>
          Look again
        </a>
      </p>
      {positions.length > 0 && (
        <MovementsMap
          id="movements"
          title="Newest positions"
          positions={positions.map((each, index) => ({ ...each, number: index + 1 }))}
        />
      )}
    </>
  )
}
