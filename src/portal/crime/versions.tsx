import type { Child, FC } from 'hono/jsx'
import type { CrimeVersion } from '../../domain/crime.ts'
import { londonTime } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import type { VisibleCrimeVersion } from '../../store/records/visible-crimes.ts'
import { Table } from '../components/table.tsx'
import { crimeType, windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'

const facts: readonly (readonly [name: string, text: (crime: CrimeVersion) => string])[] = [
  ['Type', crimeType],
  ['Window', windowText],
  ['Place (WGS84)', ({ latitude, longitude }) => placeText(latitude, longitude)],
  ['What the force wrote', ({ crimeText }) => crimeText || 'nothing'],
]

/** Every version, newest first, with what it changed beside what stood before. */
export const Versions: FC<{ crimeId: number; versions: readonly VisibleCrimeVersion[] }> = ({
  crimeId,
  versions,
}) => (
  <Table
    caption="Versions, the newest first"
    columns={[
      { title: 'Version', numeric: true },
      { title: 'Received' },
      { title: 'What changed' },
      { title: 'Before' },
      { title: 'Now' },
      { title: 'Batch' },
    ]}
    rows={versions.flatMap((version, index) =>
      rowsOf(crimeId, version, versions[index + 1]?.crime),
    )}
  />
)

/** A row for each fact that changed, or one that says it was the first. */
function rowsOf(
  crimeId: number,
  { crime, importId, receivedAt }: VisibleCrimeVersion,
  before: CrimeVersion | undefined,
): Child[][] {
  const number = (
    <a href={paths.crimeVersion(crimeId, crime.version)} class="govuk-link">
      {crime.version}
    </a>
  )
  const batch = (
    <a href={paths.batch(importId)} class="govuk-link">
      {crime.batchId}
      <span class="govuk-visually-hidden"> of version {crime.version}</span>
    </a>
  )
  const changed = before ? facts.filter(([, text]) => text(before) !== text(crime)) : []
  if (!before || changed.length === 0) {
    const what = crime.changes.join(', ') || 'First statement'
    return [[number, londonTime(receivedAt), what, '', '', batch]]
  }
  return changed.map(([name, text], index) => [
    ...(index === 0 ? [number, londonTime(receivedAt)] : ['', '']),
    name,
    text(before),
    text(crime),
    index === 0 ? batch : '',
  ])
}
