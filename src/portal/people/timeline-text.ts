import { incidentOutcomeText } from '../../domain/incident-outcomes.ts'
import {
  absenceReasonText,
  resolutionText,
  type ViolationDecision,
  violationDecisionText,
  violationReasonText,
} from '../../domain/incident-reasons.ts'
import { londonDate, londonWindow } from '../../domain/london-time.ts'
import { activationReasons } from '../../domain/reference/device-lists.ts'
import { variationTypes } from '../../domain/reference/order-lists.ts'
import { labelOf } from '../../domain/reference/reference-list.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { TimelineEntry } from '../../store/records/timeline-records.ts'
import type { TimelineKind } from '../../store/records/timeline-sources.ts'
import { orderTypeText } from './order-text.ts'

/** A line of a timeline: what happened, and more of it in small where there is. */
export interface TimelineWords {
  readonly title: string
  readonly more: readonly string[]
}

export const timelineKindTexts: Readonly<Record<TimelineKind, string>> = {
  orders: 'Orders',
  devices: 'Devices',
  incidents: 'Incidents',
  decisions: 'Decisions and outcomes',
  notes: 'Notes and hand-overs',
  absences: 'Authorised absences',
  supervision: 'Supervision',
}

/** An entry in plain words; what is not known here is told by its code. */
export function timelineWords({ what, id = '', body }: TimelineEntry): TimelineWords {
  const text = (key: string) => (typeof body[key] === 'string' ? (body[key] as string) : '')
  const words = (title: string, ...more: readonly string[]) => ({
    title,
    more: [
      ...more,
      text('text'),
      ...(text('by') ? [`By ${text('by')}`] : []),
      ...(body['takenBack'] === true ? ['Taken back since'] : []),
    ].filter((each) => each !== ''),
  })
  switch (what) {
    case 'order-began':
      return words(`Order began: ${orderTypeText(text('orderType'))}`, `Order ${id}`)
    case 'order-ended':
      return words(`Order ended: ${orderTypeText(text('orderType'))}`, `Order ${id}`)
    case 'order-changed':
      return words(body['withdrawn'] === true ? 'Order withdrawn' : 'Order varied', ...varied())
    case 'device-fitted':
      return words(`Device fitted: ${id}`, reason())
    case 'device-removed':
      return words(`Device taken off: ${id}`, reason())
    case 'incident':
      return words(kindText(text('kind')))
    case 'decided':
      return words(
        `Violation decided: ${violationDecisionText(text('decision') as ViolationDecision).toLowerCase()}`,
        kindText(text('kind')),
        violationReasonText(text('reason')),
      )
    case 'outcome':
      return words(incidentOutcomeText(text('outcome')), `On ${dayText(text('onDate'))}`)
    case 'resolve':
      return words(
        `Incident resolved: ${kindText(text('kind'))}`,
        text('reason') && resolutionText(text('reason')),
      )
    case 'reopen':
      return words(`Incident opened again: ${kindText(text('kind'))}`)
    case 'note':
      return words('Note')
    case 'handed-over':
      return words(
        text('state') === 'sent' ? 'Sent to the case record' : 'To go to the case record',
      )
    case 'seen':
      return words('Reasons to look were seen')
    case 'absence':
      return words(
        `Absence authorised: ${absenceReasonText(text('reason'))}`,
        londonWindow(Number(body['from']), Number(body['to'])),
      )
    case 'allocated':
      return words(`Supervised by ${text('practitioner')}`, text('team'))
    default:
      return words(what)
  }

  function reason(): string {
    return text('reason') && labelOf(activationReasons, text('reason'))
  }

  function varied(): readonly string[] {
    const { variations, version } = body
    const codes = Array.isArray(variations) ? variations.map(String) : []
    return [
      codes.map((code) => labelOf(variationTypes, code)).join(', '),
      `Order ${id}, version ${version}`,
    ]
  }
}

function kindText(kind: string): string {
  return Object.hasOwn(kindFacts, kind) ? kindFacts[kind as keyof typeof kindFacts].words : kind
}

/** Noon is on the same day on any clock of London. */
function dayText(date: string): string {
  return londonDate(Date.parse(`${date.slice(0, 10)}T12:00:00Z`))
}
