import type { ReportDocument } from '../../report/report-document.ts'
import type { AlertEvidence } from './alert-evidence.ts'
import { alertExhibits } from './alert-exhibits.ts'
import { alertMethod } from './alert-method.ts'
import type { AlertOptions } from './alert-options.ts'
import { alertOverview } from './alert-overview.ts'
import { alertStatement } from './alert-statement.ts'

const DRAFT = 'DRAFT – not approved, not to be relied on'

/** A proximity alert: overview, witness statement, exhibits for each wearer, and the method with its limits. */
export function alertDocument(evidence: AlertEvidence, options: AlertOptions): ReportDocument {
  const { signing, sha256 } = options
  const { crimeReference } = evidence.crime
  const number = signing?.number ?? 'not numbered'
  return {
    title: `Proximity alert ${signing?.number ?? '(draft)'}: crime ${crimeReference}`,
    author: signing?.signer ?? 'Draft',
    madeAt: signing?.signedAt ?? evidence.draftedAt,
    footer: `Proximity alert ${number}   Evidence ${sha256.slice(0, 16)}`,
    mark: signing ? undefined : DRAFT,
    sections: [
      alertOverview(evidence, options),
      alertStatement(evidence, options),
      ...alertExhibits(evidence, options),
      alertMethod(evidence, options),
    ],
  }
}
