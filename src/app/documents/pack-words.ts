import { violationDecisionText } from '../../domain/incident-reasons.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import { canBeDecided, stands } from '../incidents/decide-violation.ts'
import type { PackIncident } from './pack-content.ts'

/** What people made of it, first: only what somebody decided is called a violation. */
export function standingText(incident: PackIncident): string {
  const standing = incident.decisions.find(stands)
  if (standing) {
    return standing.decision === 'not-excused'
      ? 'Violation, not excused'
      : violationDecisionText(standing.decision)
  }
  return canBeDecided(incident.found) ? 'Waits for a decision' : 'Noticed; nothing to decide'
}

/** `Violation, not excused: Away from home during curfew hours`. */
export function incidentHeading(incident: PackIncident): string {
  return `${standingText(incident)}: ${kindFacts[incident.found.kind].words}`
}

const acts = {
  assign: 'Assigned',
  release: 'Released',
  note: 'Noted',
  resolve: 'Resolved',
  reopen: 'Opened again',
} as const

export function actText(act: keyof typeof acts): string {
  return acts[act]
}
