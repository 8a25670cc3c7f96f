import type { LedgerEntry } from '../../monitoring/ledger.ts'
import type { DecidedViolation, ViolationStretch } from '../../store/records/incident-casework.ts'
import { stands } from './decide-violation.ts'

/** An incident as the ledger of violation minutes reads it; `stretches` and `decisions` may be of others too. */
export function ledgerEntry(
  { id, revision }: { readonly id: number; readonly revision: number },
  stretches: readonly ViolationStretch[],
  decisions: readonly DecidedViolation[],
): LedgerEntry {
  const standing = decisions.find((one) => one.incidentId === id && stands(one))
  return {
    incidentId: String(id),
    // Positions that were erased are gone from here too: a stretch may have fewer than two.
    counted: stretches.filter(
      ({ incidentId }) => incidentId === id,
    ) as unknown as LedgerEntry['counted'],
    revision,
    decision: standing && {
      decision: standing.decision,
      revision: standing.revision,
      counted: standing.counted,
    },
  }
}
