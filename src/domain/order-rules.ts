import type { CaseFacts, EligibilityRule } from './eligibility-rule.ts'

const EVER = '0001-01-01'
/** No day is told from which these hold: they are as the service asked them when it was read. */
const SERVICE =
  'Create an electronic monitoring order service (Ministry of Justice), as read in August 2026'

/** Which types of order each kind of sender may send. Others are not sent: community orders go by other ways. */
const typesOfSender: ReadonlyMap<string, readonly string[]> = new Map([
  ['PRISON', ['POST_RELEASE']],
  ['YOUTH_CUSTODY_SERVICE', ['POST_RELEASE']],
  ['PROBATION', ['POST_RELEASE']],
  ['HOME_OFFICE', ['IMMIGRATION']],
])
const typesOfCourts = ['BAIL', 'CIVIL']

/** Whether a project goes with home detention curfew; of those not here it does not matter. */
const projectsByCurfew: ReadonlyMap<string, boolean> = new Map([
  ['GPS_ACQUISITIVE_CRIME_PAROLE', false],
  ['DOMESTIC_ABUSE_PERPETRATOR_ON_LICENCE_DAPOL', false],
  ['GPS_ACQUISITIVE_CRIME_HOME_DETENTION_CURFEW', true],
  ['DOMESTIC_ABUSE_PERPETRATOR_ON_LICENCE_HDC_DAPOL_HDC', true],
])

const domesticAbuseRegions: ReadonlySet<string> = new Set([
  'LONDON',
  'EAST_OF_ENGLAND',
  'SOUTH_WEST',
  'KENT_SURREY_SUSSEX',
  'WALES',
  'SOUTH_CENTRAL',
  'EAST_MIDLANDS',
  'WEST_MIDLANDS',
])
const licenceVariationRegions: ReadonlySet<string> = new Set([
  'YORKSHIRE_AND_THE_HUMBER',
  'EAST_MIDLANDS',
  'WEST_MIDLANDS',
  'NORTH_WEST',
  'NORTH_EAST',
])
const licenceVariationReasons: ReadonlySet<string> = new Set([
  'ESCALATION_OF_RISK',
  'ALTERNATIVE_TO_RECALL',
])

/** Of which an order may have several at once; of the others one. */
const several: ReadonlySet<string> = new Set(['zone', 'attendance'])

const isDomesticAbuse = ({ project = '' }: CaseFacts) =>
  project.startsWith('DOMESTIC_ABUSE_PERPETRATOR')
const isAcquisitive = ({ project = '' }: CaseFacts) => project.startsWith('GPS_ACQUISITIVE_CRIME')
const isLicenceVariation = ({ project }: CaseFacts) => project === 'LICENCE_VARIATION_PROJECT'
const isOfCourt = ({ notifyingOrganisation = '' }: CaseFacts) =>
  notifyingOrganisation.endsWith('_COURT')

/** A question that has to have an answer, whichever it is. */
const answered = () => true

/**
 * What holds of every order, whatever it is for: who may send which, what follows from the sentence, which projects there
 * are and where, and how many conditions of a kind there may be.
 */
export const orderRules: readonly EligibilityRule[] = [
  {
    id: 'sender-and-type',
    from: EVER,
    source: SERVICE,
    text: 'Prisons and probation send licences, the Home Office immigration orders, courts bail and civil orders; other types are not sent',
    needs: ['notifyingOrganisation', 'orderType'],
    met: (facts) => {
      const types = isOfCourt(facts)
        ? typesOfCourts
        : typesOfSender.get(facts.notifyingOrganisation ?? '')
      return types?.includes(facts.orderType ?? '') ?? false
    },
  },
  {
    id: 'civil-order-project',
    from: EVER,
    source: SERVICE,
    text: 'A civil order is a domestic abuse protection order, which is a project',
    concerns: ({ orderType }) => orderType === 'CIVIL',
    concernsBy: ['orderType'],
    needs: ['project'],
    met: ({ project }) => project === 'DOMESTIC_ABUSE_PROTECTION_ORDER',
  },
  {
    id: 'court-hearing',
    from: EVER,
    source: SERVICE,
    text: 'A court’s order was made by people: those made from hearings by themselves are on trial',
    concerns: isOfCourt,
    concernsBy: ['notifyingOrganisation'],
    needs: ['madeFrom'],
    met: ({ madeFrom }) => madeFrom !== 'HEARING_EVENT',
  },
  {
    id: 'one-of-a-kind',
    from: EVER,
    source: SERVICE,
    text: 'An order has one trail, one curfew and one alcohol condition at a time',
    needs: ['twiceAtOnce'],
    met: ({ twiceAtOnce = [] }) => twiceAtOnce.every((kind) => several.has(kind)),
  },
  {
    id: 'section-91-curfew',
    from: EVER,
    source: SERVICE,
    text: 'Detention under section 91 goes with home detention curfew',
    concerns: ({ sentenceType }) => sentenceType === 'SECTION_91',
    concernsBy: ['sentenceType'],
    needs: ['hdc'],
    met: ({ hdc }) => hdc === true,
  },
  {
    id: 'fixed-term-asked',
    from: EVER,
    source: SERVICE,
    text: 'Of a fixed term it is known whether home detention curfew applies, and which project',
    concerns: ({ sentenceType }) => sentenceType === 'STANDARD_DETERMINATE',
    concernsBy: ['sentenceType'],
    needs: ['hdc', 'project'],
    met: answered,
  },
  {
    id: 'detention-and-training-asked',
    from: EVER,
    source: SERVICE,
    text: 'Of a detention and training order it is known whether supervision is intensive, and whether release was reviewed for its risk',
    concerns: ({ sentenceType }) => sentenceType === 'DTO',
    concernsBy: ['sentenceType'],
    needs: ['intensiveSupervision', 'riskReview'],
    met: answered,
  },
  {
    id: 'risk-review-asked',
    from: EVER,
    source: SERVICE,
    text: 'It is known whether release was reviewed for its risk',
    // Against acquisitive crime the offence is asked for in its place, of domestic abuse whether it was missed.
    concerns: (facts) =>
      facts.orderType === 'POST_RELEASE' &&
      facts.sentenceType !== 'DTO' &&
      !isAcquisitive(facts) &&
      !(isDomesticAbuse(facts) && facts.notifyingOrganisation === 'PROBATION'),
    concernsBy: ['orderType', 'sentenceType', 'project', 'notifyingOrganisation'],
    needs: ['riskReview'],
    met: answered,
  },
  {
    id: 'domestic-abuse-missed',
    from: EVER,
    source: SERVICE,
    text: 'Of domestic abuse, sent by probation, it is known whether it was missed at release by mistake',
    concerns: (facts) => isDomesticAbuse(facts) && facts.notifyingOrganisation === 'PROBATION',
    concernsBy: ['project', 'notifyingOrganisation'],
    needs: ['missedInError'],
    met: answered,
  },
  {
    id: 'project-and-curfew',
    from: EVER,
    source: SERVICE,
    text: 'The project is one of those with, or without, home detention curfew, as applies',
    concerns: ({ project }) => projectsByCurfew.has(project ?? ''),
    concernsBy: ['project'],
    needs: ['hdc'],
    met: ({ project, hdc }) => projectsByCurfew.get(project ?? '') === hdc,
  },
  {
    id: 'domestic-abuse-region',
    from: EVER,
    source: SERVICE,
    text: 'Domestic abuse on licence is monitored in eight probation regions',
    concerns: isDomesticAbuse,
    concernsBy: ['project'],
    needs: ['region'],
    met: ({ region }) => domesticAbuseRegions.has(region ?? ''),
  },
  {
    id: 'licence-variation-region',
    from: EVER,
    source: SERVICE,
    text: 'Licences are varied to be monitored in five probation regions',
    concerns: isLicenceVariation,
    concernsBy: ['project'],
    needs: ['region'],
    met: ({ region }) => licenceVariationRegions.has(region ?? ''),
  },
  {
    id: 'licence-variation-sender',
    from: EVER,
    source: SERVICE,
    text: 'A licence is varied to be monitored by probation',
    concerns: isLicenceVariation,
    concernsBy: ['project'],
    needs: ['notifyingOrganisation'],
    met: ({ notifyingOrganisation }) => notifyingOrganisation === 'PROBATION',
  },
  {
    id: 'licence-variation-reason',
    from: EVER,
    source: SERVICE,
    text: 'A licence is varied because the risk became greater, or in place of a recall',
    concerns: isLicenceVariation,
    concernsBy: ['project'],
    needs: ['licenceVariationFor'],
    met: ({ licenceVariationFor }) => licenceVariationReasons.has(licenceVariationFor ?? ''),
  },
]
