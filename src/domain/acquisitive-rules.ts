import type { EligibilityRule } from './eligibility-rule.ts'
import { acquisitiveOffences } from './reference/offence-types.ts'
import { monitoringForces } from './reference/place-lists.ts'
import { entryOf, inUse } from './reference/reference-list.ts'

const BEGAN = '2021-04-12'
/** Before the project, so that a release then is told from one that no rule is about. */
const EVER = '0001-01-01'

/** The compulsory project, as it began. */
const REGULATIONS = 'SI 2021/330, in force on 12 April 2021'
const ANNOUNCED = 'Ministry of Justice, 17 March 2021'
const LATER = 'Written statement to Parliament of 11 October 2022, in force on 26 October 2022'
const SERVICE =
  'Create an electronic monitoring order service (Ministry of Justice), as read in August 2026'

const sentence = (leastDays: number, words: string) => ({
  id: 'sentence-length',
  text: `The sentence is at least ${words}`,
  needs: ['sentenceDays'] as const,
  met: ({ sentenceDays }: { sentenceDays?: number | undefined }) =>
    (sentenceDays ?? 0) >= leastDays,
})

/** Who is to be monitored against acquisitive crime: every row is asked that holds on the day of release. */
export const acquisitiveRules: readonly EligibilityRule[] = [
  {
    id: 'project-began',
    from: EVER,
    source: REGULATIONS,
    text: 'Released on or after 12 April 2021, when the project began',
    needs: ['releaseDate'],
    met: ({ releaseDate }) => (releaseDate ?? '') >= BEGAN,
  },
  {
    id: 'released-on-licence',
    from: BEGAN,
    source: REGULATIONS,
    text: 'Released from prison on licence',
    needs: ['orderType'],
    met: ({ orderType }) => orderType === 'POST_RELEASE',
  },
  {
    id: 'adult',
    from: BEGAN,
    source: REGULATIONS,
    text: 'At least 18 years old',
    needs: ['adult'],
    met: ({ adult }) => adult === true,
  },
  {
    id: 'offence',
    from: BEGAN,
    source: SERVICE,
    text: 'Sentenced for one of ten burglary, theft and robbery offences',
    needs: ['offence'],
    met: ({ offence }) => entryOf(acquisitiveOffences, offence ?? '') !== undefined,
  },
  {
    id: 'longest-sentence',
    from: BEGAN,
    source: SERVICE,
    text: 'That offence has the longest sentence, or one as long',
    needs: ['longestSentence'],
    met: ({ longestSentence }) => longestSentence === true,
  },
  { ...sentence(365, '12 months'), from: BEGAN, to: '2022-10-25', source: REGULATIONS },
  { ...sentence(90, '90 days'), from: '2022-10-26', source: LATER },
  {
    id: 'police-force',
    from: BEGAN,
    to: '2021-09-28',
    source: ANNOUNCED,
    text: 'Released to an address in one of the first six police force areas',
    needs: ['policeForce', 'releaseDate'],
    met: ({ policeForce, releaseDate }) =>
      inUse(monitoringForces, policeForce ?? '', releaseDate ?? ''),
  },
  {
    id: 'police-force',
    from: '2021-09-29',
    source:
      'Widened to nineteen forces on 29 September 2021; listed by HM Prison and Probation Service on 26 October 2022',
    text: 'Released to an address in one of nineteen police force areas',
    needs: ['policeForce', 'releaseDate'],
    met: ({ policeForce, releaseDate }) =>
      inUse(monitoringForces, policeForce ?? '', releaseDate ?? ''),
  },
  {
    id: 'fixed-address',
    from: BEGAN,
    source: SERVICE,
    text: 'Released to a fixed address',
    needs: ['fixedAddress'],
    met: ({ fixedAddress }) => fixedAddress === true,
  },
  {
    id: 'longest-monitoring',
    from: BEGAN,
    source: LATER,
    text: 'Monitored for at most 12 months',
    needs: ['releaseDate', 'monitoringEnds'],
    met: ({ releaseDate = '', monitoringEnds = '' }) => monitoringEnds <= yearAfter(releaseDate),
  },
]

/** The same day of the next year; of 29 February 1 March. */
function yearAfter(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year + 1, month - 1, day)).toISOString().slice(0, 10)
}
