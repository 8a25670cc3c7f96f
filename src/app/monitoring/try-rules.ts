import type { Instant, Interval } from '../../domain/interval.ts'
import { monitoringIntervals } from '../../domain/lawful-intervals.ts'
import { assess, stretchToLookAt } from '../../monitoring/assess.ts'
import type { Assessment } from '../../monitoring/finding.ts'
import type { Rule } from '../../monitoring/rule.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { loadPeople } from '../../store/records/stored-people.ts'
import type { DataFolder } from '../data-folder.ts'
import { REACH_MS } from './look-at.ts'
import { archivedTrail } from './trails.ts'

/**
 * What rules would have said of a wearer's past, as they do of what comes: of the positions that may lawfully be looked
 * at, and nothing is kept. Where there are no positions they say that nothing is known.
 *
 * @param rules of this wearer, whether they hold or are a draft; each looks at its own `within` only.
 * @returns what each rule says, in the order of the rules.
 */
export async function tryRules(
  { records, archive }: Pick<DataFolder, 'records' | 'archive'>,
  deviceWearerId: string,
  rules: readonly Rule[],
  within: Interval,
  { now, settings }: { readonly now: Instant; readonly settings: MonitoringSettings },
): Promise<readonly Assessment[]> {
  const lawful = monitoringIntervals(await loadPeople(records))
  const looked = rules.map((rule) => stretchToLookAt(rule, within))
  const trail = await archivedTrail(archive, lawful, deviceWearerId, {
    from: Math.min(within.from, ...looked.map(({ from }) => from)) - REACH_MS,
    to: Math.max(within.to, ...looked.map(({ to }) => to)) + REACH_MS,
  })
  return rules.map((rule, index) => {
    const asked = looked[index] ?? within
    const around = { from: asked.from - REACH_MS, to: asked.to + REACH_MS }
    return assess(rule, trail.within(around), { within, now }, settings)
  })
}
