import { conditionWords } from '../../domain/condition-words.ts'
import { GAP_MINUTES } from '../../domain/gap.ts'
import { type Interval, intersect } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { orderTypes } from '../../domain/reference/order-lists.ts'
import { entryOf } from '../../domain/reference/reference-list.ts'
import type { ReportBlock } from '../../report/report-document.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

/** What every document says it is not, before anything else. */
export const NOT_GUILT =
  'This says where a device was, as far as positions are held. It does not say who wore it at a moment other than from the record of who it was fitted to, or what anybody did. Where no position is held it is not known where the device was: that is not absence.'

/** What whoever reads positions on a map must know. */
export const caveats: readonly string[] = [
  'Each position has a circle: in about 95 of 100 cases the device was within it. A position near a boundary may have been on either side.',
  `Positions more than ${GAP_MINUTES} minutes apart have a gap between them, drawn dashed. Where the device was in a gap is not known.`,
  'A line leads straight from one position to the next. It is not the way that was taken.',
  'Positions by cell tower or wireless network are less exact than those by satellite, sometimes by more than a kilometre.',
  'A device stores positions and sends them later. Positions that were sent after this was made are not in it.',
]

export function personName({ id, names }: Pick<PersonFile, 'id' | 'names'>): string {
  return names.length === 0 ? `Wearer ${id}` : names.join(' ')
}

/** Who it is about, as key and value. */
export function personFacts({
  id,
  names,
  crn,
  dateOfBirth,
}: PersonFile): (readonly [string, string])[] {
  return [
    ['Name', names.join(' ') || 'not recorded'],
    ['CRN', crn ?? 'not recorded'],
    ['Date of birth', dateOfBirth?.split('-').reverse().join('/') ?? 'not recorded'],
    ['Device wearer', id],
  ]
}

/** `from 5 January 2026 at 00:00 GMT, no end recorded`. */
function spell({ from, to }: Interval): string {
  return to === Infinity
    ? `from ${londonTime(from)}, no end recorded`
    : `${londonTime(from)} to ${londonTime(to)}`
}

export function orderTypeName(orderType: string): string {
  return entryOf(orderTypes, orderType)?.label ?? orderType.replaceAll('_', ' ')
}

/** The orders in force in a stretch, with their conditions in force then and when each held. */
export function legalBasis(
  { monitoringOrders, zones, deviceActivations }: PersonFile,
  within: Interval,
): ReportBlock[] {
  const orders = monitoringOrders.filter((order) => intersect(order, within))
  const worn = deviceActivations.filter((activation) => intersect(activation, within))
  return [
    { kind: 'heading', text: 'Orders and conditions in force' },
    ...(orders.length === 0
      ? [{ kind: 'paragraph', text: 'No order that is kept here was in force.' } as const]
      : orders.map(
          (order): ReportBlock => ({
            kind: 'table',
            caption: `${orderTypeName(order.orderType)}, order ${order.id}, ${spell(order)}`,
            columns: [
              { title: 'Condition', share: 18 },
              { title: 'What it requires', share: 47 },
              { title: 'When it holds', share: 35 },
            ],
            rows: order.conditions
              .filter((condition) => intersect(condition, within))
              .map((condition) => {
                const { title, lines } = conditionWords(condition, zones)
                return [title, lines.join('\n'), spell(condition)]
              }),
          }),
        )),
    { kind: 'heading', text: 'Devices fitted' },
    worn.length === 0
      ? { kind: 'paragraph', text: 'No device was fitted, as far as is recorded.' }
      : {
          kind: 'list',
          items: worn.map((each) => `Device ${each.deviceId}, ${spell(each)}`),
        },
  ]
}
