import { londonDay } from '../../app/compliance/compliance-period.ts'
import { personRules, readCompliance } from '../../app/compliance/read-compliance.ts'
import { readLedgers } from '../../app/incidents/read-ledgers.ts'
import { lastCapturedAt } from '../../app/read-movements.ts'
import { type Instant, intersect } from '../../domain/interval.ts'
import { monitoringIntervals } from '../../domain/lawful-intervals.ts'
import { soberDays } from '../../domain/sober-days.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { alcoholEvents } from '../../store/records/alcohol-records.ts'
import { absencesOf } from '../../store/records/authorised-absences.ts'
import { batteryReadings } from '../../store/records/battery-readings.ts'
import { outcomesOfWearer } from '../../store/records/incident-outcome-records.ts'
import { incidentsDuring } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { DoneNotice } from '../components/notice.tsx'
import { devicesBehind, Freshness } from '../feeds/freshness.tsx'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { CompliancePage } from './compliance-page.tsx'
import { nextCurfew } from './next-curfew.ts'
import { type ShownCompliance, shownCompliance } from './typed-compliance.ts'

/** Of one period on one page. */
const MOST_INCIDENTS = 500
const MOST_OUTCOMES = 50

/** What was required of a person beside what happened, for whoever supervises them or watches over tags. */
export function complianceRoutes(services: PortalServices): Route[] {
  const { folder, show, policy } = services
  const { records, archive } = folder
  return [
    {
      method: 'GET',
      path: paths.compliance(':id'),
      access: 'incidents:read',
      audit: { action: 'consult', what: 'compliance' },
      async handle(context) {
        const viewer = viewerOf(context, services)
        const { at } = viewer
        const person = await askedPerson(context, services)
        const shown = await shownDays(context, person, at)
        const { within } = shown.period
        const { monitoring } = policy
        const ledgers = await readLedgers(records, viewer, person, monitoring.allowanceMinutes)
        const most = { from: within.from, to: Math.min(within.to + 86_400_000, at) }
        const found = await incidentsDuring(records, viewer, person.id, most, MOST_INCIDENTS + 1)
        const incidents = found.slice(0, MOST_INCIDENTS)
        const absences = await absencesOf(records, person.id)
        const compliance = await readCompliance(archive, {
          person,
          period: shown.period,
          now: at,
          settings: monitoring,
          absences,
          incidents,
          lines: ledgers.ledgers.flatMap(({ ledger }) => ledger.lines),
        })
        const worn = monitoringIntervals(person)
          .ofWearer(person.id)
          .flatMap((each) => {
            const both = intersect(each, within)
            return both ? [{ deviceId: each.deviceId, ...both }] : []
          })
        tell(context, {
          subjects: [person.id],
          ...(compliance.read && { interval: compliance.read }),
          count: compliance.positions,
        })
        const title = `Compliance of ${personName(person)}`
        return show(
          context,
          personFrame(person, 'compliance', title),
          <>
            <DoneNotice done={context.req.query('done')} />
            <Freshness late={await devicesBehind(services, person.id)} now={at} />
            <CompliancePage
              asking={context.get('asking')}
              person={person}
              title={title}
              shown={shown}
              compliance={compliance}
              ledgers={ledgers}
              incidents={incidents}
              isCut={found.length > MOST_INCIDENTS}
              next={nextCurfew(personRules(person, absences), at)}
              absences={absences}
              outcomes={await outcomesOfWearer(records, viewer, person.id, MOST_OUTCOMES)}
              battery={await batteryReadings(records, worn)}
              sober={await soberOf(person, shown, at)}
              escalateAfterDays={monitoring.escalateAfterDays}
              now={at}
            />
          </>,
        )
      },
    },
  ]

  /** The last days; of somebody of whom nothing came for longer than those, the last days of data. */
  async function shownDays(context: Asked, person: PersonFile, at: Instant) {
    const query = (name: string) => context.req.query(name)
    const shown = shownCompliance(query, at)
    if (shown.isAsked) return shown
    const last = await lastCapturedAt(archive, person)
    if (last === undefined || last >= shown.period.within.from) return shown
    return shownCompliance((name) => (name === 'until' ? londonDay(last) : query(name)), at)
  }

  /** Days of the period on which alcohol was monitored; `undefined` where none was. */
  async function soberOf(person: PersonFile, { period }: ShownCompliance, at: Instant) {
    const monitored = person.monitoringOrders.flatMap((order) =>
      order.conditions.flatMap((condition) => {
        if (condition.kind !== 'alcohol') return []
        const both = intersect(order, condition)
        return (both && intersect(both, period.within)) ?? []
      }),
    )
    if (monitored.length === 0) return undefined
    return soberDays(await alcoholEvents(records, person.id), monitored, at)
  }
}
