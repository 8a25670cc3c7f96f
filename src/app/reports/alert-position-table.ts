import { formatInstant } from '../../domain/instant-text.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { ReportTable } from '../../report/report-document.ts'
import type { AlertWearer } from './alert-evidence.ts'
import type { AlertPosition } from './alert-positions.ts'

interface PositionColumn {
  readonly title: string
  readonly share: number
  readonly cell: (position: AlertPosition) => string
}

const columns: readonly PositionColumn[] = [
  { title: 'Label', share: 6, cell: ({ label }) => label },
  { title: 'Local time', share: 17, cell: ({ capturedAt }) => columnTime(capturedAt) },
  { title: 'UTC', share: 16, cell: ({ capturedAt }) => formatInstant(capturedAt) },
  { title: 'Latitude (WGS84)', share: 10, cell: ({ latitude }) => latitude.toFixed(7) },
  { title: 'Longitude (WGS84)', share: 10, cell: ({ longitude }) => longitude.toFixed(7) },
  {
    title: 'Confidence circle (m)',
    share: 9,
    cell: ({ accuracyMetres }) => givenText(accuracyMetres),
  },
  { title: 'Captured by', share: 8, cell: ({ mechanism }) => mechanism || 'not given' },
  {
    title: 'Distance to the place (m)',
    share: 9,
    cell: ({ distanceMetres }) => distanceMetres.toFixed(1),
  },
  {
    title: 'In window',
    share: 7,
    cell: ({ outsideWindow }) => (outsideWindow ? 'outside' : 'inside'),
  },
  { title: 'Device', share: 10, cell: ({ device }) => device },
]
const speed: PositionColumn = {
  title: 'Speed (km/h)',
  share: 7,
  cell: ({ speedKmh }) => givenText(speedKmh),
}
const direction: PositionColumn = {
  title: 'Direction (degrees)',
  share: 8,
  cell: ({ headingDegrees }) => givenText(headingDegrees),
}

/** Speed and direction have a column where the device said any. */
export function positionTable(
  name: string,
  { bundle }: AlertWearer,
  positions: readonly AlertPosition[],
): ReportTable {
  const shown = [
    ...columns,
    ...(positions.some(({ speedKmh }) => speedKmh !== undefined) ? [speed] : []),
    ...(positions.some(({ headingDegrees }) => headingDegrees !== undefined) ? [direction] : []),
  ]
  return {
    kind: 'table',
    caption: `${name}: every position in the window and up to ${bundle.parameters.evidence.bridgeMinutes} minutes before and after it. Those outside the window are marked.`,
    columns: shown.map(({ title, share }) => ({ title, share })),
    rows: positions.map((position) => shown.map(({ cell }) => cell(position))),
  }
}

function givenText(value: number | undefined): string {
  return value === undefined ? 'not given' : String(value)
}

/** `26/01/2026 16:08:26 GMT`: to the second, and which of two equal hours. */
function columnTime(at: number): string {
  const { date, time, zone } = londonLocal(at)
  const seconds = new Date(at).toISOString().slice(17, 19)
  return `${date.split('-').reverse().join('/')} ${time}:${seconds} ${zone}`
}
