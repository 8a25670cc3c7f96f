import type { Instant } from '../../domain/interval.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { Change } from '../../monitoring/reconcile.ts'
import type { IncidentAbout, IncidentChange } from '../../store/records/incident-records.ts'
import type { StandingIncident } from '../../store/records/standing-incidents.ts'

/** Changes as they are kept. What somebody had erased is said no more of, either way: the positions that spoke of it are gone. */
export function changesOf(
  changes: readonly Change<StandingIncident>[],
  about: IncidentAbout,
  dataArrivedAt: Instant | undefined,
): IncidentChange[] {
  return changes.flatMap((change): IncidentChange[] => {
    if (change.does === 'begin') {
      const { finding } = change
      const { gravity } = kindFacts[finding.kind]
      return [{ about, gravity, stage: finding.stage, why: 'first', finding, dataArrivedAt }]
    }
    const { said, why } = change
    if (said.why === 'erased') return []
    const finding = change.does === 'retract' ? said.finding : change.finding
    return [
      {
        before: said,
        about: said.about,
        gravity: kindFacts[finding.kind].gravity,
        stage: change.does === 'retract' ? 'retracted' : finding.stage,
        why,
        finding,
        dataArrivedAt,
      },
    ]
  })
}
