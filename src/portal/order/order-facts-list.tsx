import type { FC } from 'hono/jsx'
import { daysText } from '../../domain/condition-words.ts'
import { counted } from '../../domain/count-text.ts'
import type { MonitoringOrder } from '../../domain/people.ts'
import {
  deviceTypes,
  notifyingOrganisations,
  responsibleOrganisations,
} from '../../domain/reference/device-lists.ts'
import { offenceTypes } from '../../domain/reference/offence-types.ts'
import {
  conditionTypes,
  licenceVariationReasons,
  orderSources,
  orderTypes,
  projects,
  sentenceTypes,
} from '../../domain/reference/order-lists.ts'
import { monitoringForces, probationRegions } from '../../domain/reference/place-lists.ts'
import { labelOf, type ReferenceList } from '../../domain/reference/reference-list.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { dateText } from './date-text.ts'

/** What an order's papers say, as far as they say it. */
export const OrderFactsList: FC<{ order: MonitoringOrder }> = ({ order }) => (
  <SummaryList rows={rowsOf(order)} />
)

function yesOrNo(is: boolean | undefined): string | undefined {
  return is === undefined ? undefined : is ? 'Yes' : 'No'
}

function rowsOf(order: MonitoringOrder): [string, string][] {
  const { offence, sentence, ...facts } = order.facts ?? {}
  const label = (list: ReferenceList, code: string | undefined) => code && labelOf(list, code)
  const dated = (text: string | undefined, date: string | undefined) =>
    text && (date ? `${text}, ${dateText(date)}` : text)
  const days = sentence?.days
  const rows: [string, string | undefined][] = [
    ['Order', order.id],
    ['Type', label(orderTypes, order.orderType)],
    ['Holds', daysText(order)],
    ['Stands on', label(conditionTypes, facts.conditionType)],
    ['Offence', dated(label(offenceTypes, offence?.type), offence?.date)],
    [
      'Sentence',
      dated(
        sentence &&
          `${labelOf(sentenceTypes, sentence.type)}${days === undefined ? '' : `, ${counted(days, 'day')}`}`,
        sentence?.date,
      ),
    ],
    ['Released', facts.releaseDate && dateText(facts.releaseDate)],
    ['Home detention curfew', yesOrNo(facts.hdc)],
    ['Intensive supervision', yesOrNo(facts.intensiveSupervision)],
    ['Release reviewed for its risk', yesOrNo(facts.riskReview)],
    ['Missed at release by mistake', yesOrNo(facts.missedInError)],
    ['Licence varied', label(licenceVariationReasons, facts.licenceVariationFor)],
    ['Made from', label(orderSources, facts.madeFrom)],
    ['Project', label(projects, facts.cohort)],
    ['Police force', label(monitoringForces, facts.policeForce)],
    ['Region', label(probationRegions, facts.region)],
    ['Device', label(deviceTypes, facts.deviceType)],
    ['Sent by', label(notifyingOrganisations, facts.notifyingOrganisation)],
    ['Responsible', label(responsibleOrganisations, facts.responsibleOrganisation)],
    [
      'Allowance',
      facts.allowanceMinutes === undefined
        ? undefined
        : `${counted(facts.allowanceMinutes, 'minute')} of violations before the responsible organisation is told`,
    ],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '')
}
