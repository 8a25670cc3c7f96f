import type { FC } from 'hono/jsx'
import type { Movements } from '../../app/read-movements.ts'
import { counted, grouped } from '../../domain/count-text.ts'
import { GAP_MINUTES } from '../../domain/gap.ts'
import type { Interval } from '../../domain/interval.ts'
import { lengthInWords } from '../../domain/length-in-words.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { MovementsMap, type MovementsMapProps } from '../components/movements-map.tsx'
import { Table } from '../components/table.tsx'
import type { MapZone } from '../map/map-data.ts'

/** More are counted only; the table behind the map names each. */
const MOST_SILENCES = 200

export interface HeldMovementsProps {
  readonly movements: Movements
  readonly within: Interval
  readonly zones: readonly MapZone[]
  /** Of the table, from 1. */
  readonly page: number
  readonly pageHref: (page: number) => string
  /** What the map draws beside the positions, and plays. */
  readonly drawn?:
    | Pick<MovementsMapProps, 'stays' | 'marks' | 'bands' | 'played' | 'notesHref'>
    | undefined
}

/** What is held of a period: a count, the map with its table, and where nothing is known. */
export const HeldMovements: FC<HeldMovementsProps> = (held) => {
  const { movements, within, zones, page, pageHref, drawn } = held
  const { positions, supervised, silences } = movements
  const period = londonWindow(within.from, within.to)
  if (supervised.length === 0) {
    return (
      <p class="govuk-inset-text">
        {`No trail condition is in force with a device worn in this period (${period}), so no position may be looked at. That does not say whether any is held, or where anyone was.`}
      </p>
    )
  }
  return (
    <>
      {positions.length === 0 ? (
        <p class="govuk-body">
          <strong>No position is held</strong>
          {` of this period (${period}). That is not absence: it does not say where anyone was or was not.`}
        </p>
      ) : (
        <p class="govuk-body">
          <strong>{counted(positions.length, 'position')}</strong>
          {`, ${period}`}
        </p>
      )}
      <OnlyParts within={within} supervised={supervised} />
      {positions.length > 0 && <Silences silences={silences} />}
      {positions.length > 0 && (
        <MovementsMap
          id="movements"
          title="Movements"
          positions={positions.map((position, index) => ({ ...position, number: index + 1 }))}
          zones={zones}
          page={page}
          pageHref={pageHref}
          {...drawn}
        />
      )}
    </>
  )
}

/** Where a trail may be looked at only in parts of the period. */
const OnlyParts: FC<{ within: Interval; supervised: readonly Interval[] }> = ({
  within,
  supervised,
}) => {
  const [first] = supervised
  if (supervised.length === 1 && first?.from === within.from && first.to === within.to) return null
  return (
    <div class="govuk-inset-text">
      A trail condition is in force with a device worn in a part of this period only. Nothing
      outside it is shown:
      <ul class="govuk-list govuk-list--bullet">
        {supervised.map(({ from, to }) => (
          <li>{londonWindow(from, to)}</li>
        ))}
      </ul>
    </div>
  )
}

/** Above the map, folded: the table behind the map may be long. */
const Silences: FC<{ silences: readonly Interval[] }> = ({ silences }) => {
  if (silences.length === 0) {
    return <p class="govuk-body">{`There is no gap longer than ${GAP_MINUTES} minutes.`}</p>
  }
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {`${counted(silences.length, 'gap')} longer than ${GAP_MINUTES} minutes`}
        </span>
      </summary>
      <div class="govuk-details__text">
        <p class="govuk-body">
          No position is held from these stretches. Where the person was is not known.
          {silences.length > MOST_SILENCES && ` The first ${grouped(MOST_SILENCES)} are listed.`}
        </p>
        <Table
          caption="Gaps"
          captionHidden
          columns={[{ title: 'From' }, { title: 'Until' }, { title: 'How long', numeric: true }]}
          rows={silences
            .slice(0, MOST_SILENCES)
            .map(({ from, to }) => [londonTime(from), londonTime(to), lengthInWords(to - from)])}
        />
      </div>
    </details>
  )
}
