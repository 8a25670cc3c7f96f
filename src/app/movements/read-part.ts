import { type Instant, type Interval, intersect, union } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { rulesOf } from '../../monitoring/rules-of.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { AuthorisedAbsence } from '../../store/records/authorised-absences.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { type Movement, type Movements, readMovements } from '../read-movements.ts'
import { type SaidMovement, withDetails } from '../with-details.ts'
import { type RuleThen, rulesThen } from './rules-then.ts'

const DAY = 86_400_000

/** One position with everything the feed said of it. */
type DetailedMovement = Movement & SaidMovement

/** What one page of somebody's movements shows. */
export interface PartRead extends Movements {
  readonly positions: readonly DetailedMovement[]
  readonly rules: readonly RuleThen[]
  /** All that was looked at: what a night needs lies before and after the part. */
  readonly looked: Interval
}

/**
 * Somebody's positions of a part of a period, as far as a trail condition lets them be looked at, with what feeds said of
 * them; and what was required of the wearer then, by the order as it is kept now.
 */
export async function readPart(
  archive: PositionArchive,
  person: PersonFile,
  part: Interval,
  {
    now,
    absences,
    settings,
  }: {
    readonly now: Instant
    readonly absences: readonly AuthorisedAbsence[]
    readonly settings: MonitoringSettings
  },
): Promise<PartRead> {
  const movements = await readMovements(archive, person, part, now)
  const lawful = supervisionIntervals(person).ofWearer(person.id)
  const positions = await withDetails(archive, lawful, part, movements.positions)
  let looked: Interval = part
  // A period may be as long as anybody likes; nights of centuries are not laid out.
  const within = intersect(part, {
    from: Math.min(...lawful.map(({ from }) => from)),
    to: Math.min(Math.max(...lawful.map(({ to }) => to)), now + DAY),
  })
  const rules = within ? rulesOf(person, standing(person, absences)).rules : []
  const then = await rulesThen(
    rules,
    { within: within ?? part, lawful: union(lawful), now },
    settings,
    async (interval) => {
      looked = {
        from: Math.min(part.from, interval.from),
        to: Math.max(part.to, Math.min(interval.to, now)),
      }
      const [before, after] = await Promise.all(
        [
          { from: looked.from, to: part.from },
          { from: part.to, to: looked.to },
        ].map((beside) => readMovements(archive, person, beside, now)),
      )
      return [...(before?.positions ?? []), ...positions, ...(after?.positions ?? [])]
    },
  )
  return { ...movements, positions, rules: then, looked }
}

/** Those that were not taken back. */
function standing({ id }: PersonFile, absences: readonly AuthorisedAbsence[]) {
  return absences
    .filter(({ revoked }) => revoked === undefined)
    .map(({ from, to, conditionId }) => ({ from, to, conditionId, deviceWearerId: id }))
}

/** Whether there is any order under which somebody's trail may be looked at, at whatever time. */
export function hasTrailCondition({ monitoringOrders }: PersonFile): boolean {
  return monitoringOrders.some((order) =>
    order.conditions.some(
      (condition) => condition.kind === 'trail' && intersect(order, condition) !== undefined,
    ),
  )
}
