import type { Instant } from '../domain/interval.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import { calledHere, type PositionsMapping } from './feed-mapping.ts'
import type { MappedRow, MappedRows } from './mapped-csv.ts'
import { timeReader } from './mapped-time.ts'
import type { PositionCollector } from './position-collector.ts'
import { checkPosition, type PositionColumn, positionColumns } from './position-row.ts'

/** A unit of speed in km/h. */
const SPEEDS = { 'km/h': 1, 'm/s': 3.6, mph: 1.609344, knots: 1.852 }
/** Stands in for a time that could not be read, so that all else is looked at too. */
const ANY_INSTANT = '1970-01-01T00:00:00Z'
const ours: ReadonlySet<string> = new Set(positionColumns)

/** Puts a vendor's rows where readers of position files put theirs; what is refused is named as the vendor names it. */
export function mappedPositions(
  mapping: PositionsMapping,
  collector: PositionCollector,
  onKept: (deviceId: string, capturedAt: Instant) => void = () => undefined,
): MappedRows {
  const timeOf = timeReader(mapping.time)
  const clock = 'clock' in mapping.time ? mapping.time.clock : undefined
  const columns = {
    device_id: mapping.device,
    captured_at: mapping.time.column,
    latitude: mapping.latitude,
    longitude: mapping.longitude,
    accuracy_metres: mapping.accuracy,
    mechanism: mapping.mechanism,
  } satisfies Record<PositionColumn, unknown>
  const decimal = (text: string) => (mapping.decimal === ',' ? text.replace(',', '.') : text)

  /** Advice on numbers, for a vendor who writes them otherwise. */
  const inVendorsDecimals = (advice: string) =>
    mapping.decimal === ',' ? advice.replace('with a point', 'with a comma') : advice
  const vendorsName = (row: MappedRow, field: string) => {
    const column = columns[field as PositionColumn]
    return column === undefined ? field : row.name(column)
  }
  const detailsOf = (row: MappedRow): (readonly [string, string])[] => {
    const { speed, heading, hdop, satellites } = mapping
    const kmh = speed && inKmh(decimal(row.value(speed.column)), SPEEDS[speed.unit])
    const named = [
      ['speed_kmh', kmh],
      ['heading_degrees', heading && decimal(row.value(heading))],
      ['hdop', hdop && decimal(row.value(hdop))],
      ['satellites', satellites && row.value(satellites)],
    ] as const
    const others = [...row.others()].map(
      ([name, value]) => [ours.has(name) ? `other_${name}` : name, value] as const,
    )
    return [
      ...others,
      ...named.flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] as const],
      ),
    ]
  }

  return {
    header: (names) => collector.header(names.map((name) => ourName(name)).join(mapping.delimiter)),
    take(row) {
      const said = row.value(columns.captured_at)
      const time = timeOf(said, row.value(clock))
      const mechanism = row.value(columns.mechanism)
      const fields = {
        device_id: row.value(columns.device_id),
        captured_at: typeof time === 'string' ? time : ANY_INSTANT,
        latitude: decimal(row.value(columns.latitude)),
        longitude: decimal(row.value(columns.longitude)),
        accuracy_metres: decimal(row.value(columns.accuracy_metres)),
        mechanism: calledHere(mapping.mechanisms, mechanism),
      }
      const checked = checkPosition(fields, row.row, collector.latest)
      const issues: RowIssue[] = Array.isArray(checked) ? [...checked] : []
      if (typeof time !== 'string') {
        issues.push({
          row: row.row,
          field: 'captured_at',
          code: 'INVALID_INSTANT',
          value: said,
          message: time.why,
          requiredAction: time.requiredAction,
        })
      }
      if (Array.isArray(checked) || issues.length > 0) {
        const named = issues.map((issue) => ({
          ...issue,
          field: vendorsName(row, issue.field),
          requiredAction: inVendorsDecimals(issue.requiredAction),
        }))
        collector.refuse({ row: row.row, raw: row.raw, issues: named })
      } else {
        collector.keep(checked, row.row, row.raw, detailsOf(row))
        onKept(checked.deviceId, checked.capturedAt)
      }
    },
    refuse: (refused) => collector.refuse(refused),
  }

  /** What is refused is found again by our names when somebody is erased. */
  function ourName(name: string): string {
    const numbered = Number(/^column_(\d+)$/.exec(name)?.[1])
    const found = Object.entries(columns).find(
      ([, column]) => column === name || (!mapping.header && column === numbered),
    )
    return found?.[0] ?? name
  }
}

function inKmh(text: string, factor: number): string {
  if (factor === 1 || !/^\d+(?:\.\d+)?$/.test(text)) return text
  return String(Math.round(Number(text) * factor * 100) / 100)
}
