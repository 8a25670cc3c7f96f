import { type Figure, figuresOf } from '../../domain/funnel.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { CountRange } from '../../domain/publishable-figures.ts'
import type { FunnelPeriod } from '../../store/records/funnel-records.ts'
import type { ShownFunnel } from './funnel-page.tsx'

const HEADER =
  'police_force,unit,figure,numerator_low,numerator_high,denominator,denominator_low,denominator_high,received_from,received_before,counted_at,counts'

/** Figures as rows, each with what it counts, of what, of when and until when; a range where it is not said exactly. */
export function funnelCsv({ forces, total, at }: ShownFunnel, { from, to }: FunnelPeriod): string {
  const rows = [{ policeForce: 'all', told: total }, ...forces].flatMap(({ policeForce, told }) =>
    figuresOf(told).map((figure) => [
      policeForce,
      ...cells(figure),
      from,
      to,
      formatInstant(at),
      figure.counts,
    ]),
  )
  return `${[HEADER, ...rows.map((row) => row.map(quoted).join(','))].join('\n')}\n`
}

function cells({ unit, name, numerator, of }: Figure<CountRange>): string[] {
  return [unit, name, ...ends(numerator), of?.name ?? '', ...(of ? ends(of.denominator) : ['', ''])]
}

/** An end that is not known is empty. */
function ends({ low, high }: CountRange): string[] {
  return [String(low), Number.isFinite(high) ? String(high) : '']
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
