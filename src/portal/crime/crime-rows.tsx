import type { Child } from 'hono/jsx'
import { placeText } from '../../domain/place-text.ts'
import type { VisibleCrimeVersion } from '../../store/records/visible-crimes.ts'
import { windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { sentPlace } from './sent-place.ts'

/** What a version of a crime says, for a list of facts. */
export function crimeRows({
  crime,
  importId,
}: Pick<VisibleCrimeVersion, 'crime' | 'importId'>): [string, Child][] {
  return [
    ['Window', windowText(crime)],
    ['Place', `${placeText(crime.latitude, crime.longitude)} (WGS84)`],
    ['Place as sent', sentPlace(crime)],
    ['What the force wrote', crime.crimeText || 'nothing'],
    [
      'Batch',
      <a href={paths.batch(importId)} class="govuk-link">
        {crime.batchId}
      </a>,
    ],
  ]
}
