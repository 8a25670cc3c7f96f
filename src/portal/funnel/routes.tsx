import { exactly, funnelTotal, type ToldFunnel } from '../../domain/funnel.ts'
import { londonDate } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { CountRange } from '../../domain/publishable-figures.ts'
import { publishableFunnel, publishableFunnelTotal } from '../../domain/publishable-funnel.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import {
  type FunnelPeriod,
  funnelByForce,
  reviewFigures,
} from '../../store/records/funnel-records.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { csvFile } from '../csv-file.ts'
import { formValues } from '../form-values.ts'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { funnelCsv } from './funnel-csv.ts'
import { FunnelPage, monthText, type ShownFunnel } from './funnel-page.tsx'
import { lastWeeks, monthPeriod, monthsOver, readPeriod } from './period.ts'

const access = 'figures:read'
const MONTHS = 24

type Typed = {
  readonly from: string
  readonly to: string
  readonly force: string
  readonly month: string
}

/** The funnel: exact for the hub's managers, without small numbers and by month for evaluators. */
export function funnelRoutes({ folder: { records }, show, now }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.funnel,
      access,
      audit: 'nothing personal',
      async handle(context) {
        const { from, to, force, month } = context.req.query()
        const weeks = from === undefined && to === undefined ? lastWeeks(now()) : undefined
        const typed = {
          from: from ?? weeks?.from ?? '',
          to: to ?? weeks?.to ?? '',
          force: policeForce(force ?? '')?.identifier ?? '',
          month: month ?? '',
        }
        const { known, period, faults } = periodOf(context, typed)
        return page(context, known, faults, period && (await funnelOf(context, period, known)))
      },
    },
    {
      method: 'POST',
      path: paths.funnelDownload,
      access,
      audit: { action: 'disclose', what: 'funnel' },
      async handle(context) {
        const form = await formValues(context)
        const typed = {
          from: form.text('from'),
          to: form.text('to'),
          force: policeForce(form.text('force'))?.identifier ?? '',
          month: form.text('month'),
        }
        const purpose = form.text('purpose')
        const { known, period, faults } = periodOf(context, typed)
        const funnel = period && (await funnelOf(context, period, known))
        if (!period || !funnel || !isPurpose(purpose)) {
          const text = `Say what you need them for, in ${PURPOSE_LENGTH.least} to ${PURPOSE_LENGTH.most} characters`
          const all = isPurpose(purpose) ? faults : [...faults, { field: 'purpose', text }]
          return page(context, known, all, funnel, purpose)
        }
        const details = { from: period.from, before: period.to, force: typed.force }
        tell(context, { subjects: [], count: funnel.forces.length, purpose, details })
        return csvFile(context, funnelCsv(funnel, period), 'funnel.csv')
      },
    },
  ]

  /** What was asked for, as far as whoever asks may ask it. */
  function periodOf(context: Asked, typed: Typed) {
    if (!isSuppressed(context)) return { known: typed, ...readPeriod(typed) }
    const months = monthsOver(now(), MONTHS)
    const month = months.find((each) => each === typed.month) ?? months[0] ?? ''
    const known = { ...typed, month }
    const force = typed.force === '' ? undefined : typed.force
    return { known, period: { ...monthPeriod(month), policeForce: force }, faults: [] }
  }

  async function funnelOf(
    context: Asked,
    period: FunnelPeriod,
    typed: Typed,
  ): Promise<ShownFunnel> {
    const at = now()
    const byForce = await funnelByForce(records, period)
    const suppressed = isSuppressed(context)
    const tellOf = (funnel: Parameters<typeof exactly>[0]) =>
      suppressed ? publishableFunnel(funnel) : asRanges(exactly(funnel))
    const forces = byForce.map((funnel) => ({
      policeForce: funnel.policeForce,
      told: tellOf(funnel),
    }))
    const total =
      suppressed && forces.length > 0
        ? publishableFunnelTotal(forces.map(({ told }) => told))
        : tellOf(funnelTotal(byForce))
    const words = suppressed
      ? `Crimes that first came in ${monthText(typed.month)}`
      : `Crimes that first came from ${dayText(period.from)} to ${dayText(typed.to)}, both included`
    const of = period.policeForce === undefined ? 'all forces' : forceLabel(period)
    return { period: words, of, at, forces, total, reviews: await reviewFigures(records, period) }
  }

  function page(
    context: Asked,
    typed: Typed,
    faults: readonly FieldFault[],
    funnel: ShownFunnel | undefined,
    purpose = '',
  ) {
    return show(
      context,
      { title: 'Funnel', section: paths.funnel, status: faults.length > 0 ? 422 : 200 },
      <FunnelPage
        asking={context.get('asking')}
        typed={typed}
        months={isSuppressed(context) ? monthsOver(now(), MONTHS) : undefined}
        purpose={purpose}
        faults={faults}
        funnel={funnel}
      />,
    )
  }
}

/** Whoever sees no person is told nothing that points at one. */
function isSuppressed(context: Asked): boolean {
  return !context.get('asking').actor.permissions.has('cases:review')
}

function asRanges(told: ToldFunnel<number>): ToldFunnel<CountRange> {
  const each = <T extends string>(counts: Readonly<Record<T, number>>) =>
    Object.fromEntries(
      Object.entries<number>(counts).map(([name, count]) => [name, { low: count, high: count }]),
    ) as Record<T, CountRange>
  return { rows: each(told.rows), crimes: each(told.crimes), pairs: each(told.pairs) }
}

function dayText(day: string): string {
  return londonDate(Date.parse(`${day}T12:00:00Z`))
}
