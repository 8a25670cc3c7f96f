import type { Instant } from '../domain/interval.ts'
import { byDevice } from '../domain/lawful-intervals.ts'
import type { RetentionPeriods } from '../ingest/retention-json.ts'
import { newestImport } from '../store/records/imports.ts'
import { legalHoldsInForce } from '../store/records/legal-hold-records.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { type Asker, attempt, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import { keptOfPeople } from './kept-of-people.ts'
import { oldPositions, positionsAfterOrders, quarantinedPositions } from './purge-positions.ts'
import {
  oldCrimes,
  oldMatches,
  oldOfPeople,
  oldRefusedReports,
  oldRefusedRows,
} from './purge-records.ts'
import { peopleNoLongerMonitored } from './purge-registry.ts'
import type { PurgeStep } from './purge-step.ts'
import { heldIntervals } from './worn-intervals.ts'

const DAY = 86_400_000

/** What became of one kind of data. */
interface PurgeReport {
  readonly phrase: PurgeStep['phrase']
  readonly deleted: number
  /** Found when it looked again: 0, or the purge has not succeeded. */
  readonly left: number
}

interface PurgeReports {
  readonly reports: readonly PurgeReport[]
  /** False where no people were imported: no legal basis is known, and that is not the same as there being none. */
  readonly peopleKnown: boolean
}

/**
 * Deletes every kind of data whose period is over, but what a legal hold keeps, and records it. The audit
 * knows how much there is of each before any of it goes.
 *
 * @param options.dryRun count instead: `deleted` is what would go, and nothing does.
 */
export async function purge(
  folder: DataFolder,
  asker: Asker,
  periods: RetentionPeriods,
  { now, dryRun }: { readonly now: Instant; readonly dryRun: boolean },
): Promise<PurgeReports> {
  const facts = {
    action: dryRun ? 'consult' : 'erase',
    what: 'data kept for as long as allowed',
    subjects: 'everyone',
  } as const
  return attempt(folder.records, asker, facts, async () => {
    const peopleKnown = (await newestImport(folder.records, 'people')) !== undefined
    const steps = await stepsOf(folder, periods, now, peopleKnown)
    const due: { step: PurgeStep; found: number }[] = []
    for (const step of steps) due.push({ step, found: await step.count() })
    const details = Object.fromEntries(due.map(({ step, found }) => [step.what, found]))
    await keepEvent(folder.records, asker, { ...facts, details })
    const reports: PurgeReport[] = []
    for (const { step, found } of due) {
      const { phrase } = step
      if (dryRun) reports.push({ phrase, deleted: found, left: 0 })
      else reports.push({ phrase, deleted: await step.remove(), left: await step.count() })
    }
    return { reports, peopleKnown }
  })
}

/** Positions before what was found of them, reports before the cases they rest on, matches before the crimes they name, and all that names people before the people. */
async function stepsOf(
  folder: DataFolder,
  periods: RetentionPeriods,
  now: Instant,
  peopleKnown: boolean,
): Promise<PurgeStep[]> {
  const people = await loadPeople(folder.records)
  const holds = await legalHoldsInForce(folder.records)
  const held = heldIntervals(people, holds)
  const heldWearerIds = holds.map(({ deviceWearerId }) => deviceWearerId)
  const step = (days: number | null, make: (before: Instant) => PurgeStep) =>
    days === null ? [] : [make(now - days * DAY)]
  return [
    ...step(peopleKnown ? periods.quarantineDays : null, (before) =>
      quarantinedPositions(folder, people, held, before),
    ),
    ...step(periods.positionsAfterOrderDays, (before) =>
      positionsAfterOrders(folder, people, held, before),
    ),
    ...step(periods.positionsDays, (before) => oldPositions(folder, held, before)),
    ...keptOfPeople.flatMap((kind) =>
      step(periods[kind.period], (before) => oldOfPeople(folder, kind, heldWearerIds, before)),
    ),
    ...step(periods.matchesDays, (before) => oldMatches(folder, heldWearerIds, before)),
    ...step(periods.crimesDays, (before) => oldCrimes(folder, before)),
    ...step(periods.registryDays, (before) =>
      peopleNoLongerMonitored(folder, heldWearerIds, before),
    ),
    ...step(periods.refusedRowsDays, (before) => oldRefusedRows(folder, byDevice(held), before)),
    ...step(periods.refusedRowsDays, (before) => oldRefusedReports(folder, byDevice(held), before)),
  ]
}
