import type { FC } from 'hono/jsx'
import type { RunRow } from '../../app/read-run.ts'
import { Layout } from '../components/layout.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { counted } from '../numbers.ts'
import { paths } from '../paths.ts'
import { crimeType, forceLabel, nearestText, timeText, windowText } from './facts.ts'

/** One wearer at one crime: the facts, and every position in radius. */
export const MatchPage: FC<{ match: RunRow; positions: readonly RunRow[] }> = ({
  match,
  positions,
}) => {
  const cell = (name: string) => match[name] ?? ''
  const devices = cell('device_id').split(';')
  return (
    <Layout
      title={`Crime ${cell('crime_reference')}`}
      back={{ href: paths.matches(), text: 'Matches' }}
    >
      <span class="govuk-caption-l">
        {crimeType(match)}, {forceLabel(match)}
      </span>
      <h1 class="govuk-heading-l">
        Wearer {cell('device_wearer_id')} and crime {cell('crime_reference')}
      </h1>
      <SummaryList
        rows={[
          ['Crime window', windowText(match)],
          ['Crime place', `${cell('crime_latitude')}, ${cell('crime_longitude')} (WGS84)`],
          ['Crime version', cell('crime_version')],
          [devices.length > 1 ? 'Devices' : 'Device', devices.join(', ')],
          ['Positions in the window', cell('positions_in_window')],
          ['Of those in radius', cell('positions_in_radius')],
          [
            'Of those overlapping',
            `${cell('overlapping_positions')} (at least half of the confidence circle inside the crime's circle)`,
          ],
          ['First in radius', timeText(cell('first_in_radius_at'))],
          ['Last in radius', timeText(cell('last_in_radius_at'))],
          ['Closest', nearestText(match)],
        ]}
      />
      <Table
        caption={`${counted(positions.length, 'position')} in radius`}
        columns={[
          { title: 'Label' },
          { title: 'Captured' },
          { title: 'Device' },
          { title: 'Distance (m)', numeric: true },
          { title: 'Accuracy (m)', numeric: true },
          { title: 'Share of circle inside', numeric: true },
          { title: 'Mechanism' },
          { title: 'Place (WGS84)' },
        ]}
        rows={positions.map((position) => [
          position['sequence_label'] ?? '',
          timeText(position['captured_at']),
          position['device_id'] ?? '',
          position['distance_metres'] ?? '',
          position['accuracy_metres'] || 'not given',
          position['overlap_share'] ?? '',
          position['mechanism'] ?? '',
          `${position['latitude']}, ${position['longitude']}`,
        ])}
      />
      <p class="govuk-body">
        Letters count visits: a position outside the radius, a gap of more than 5 minutes or another
        device ends one. Numbers count positions within a visit.
      </p>
    </Layout>
  )
}
