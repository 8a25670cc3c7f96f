import type { Interval } from '../../domain/interval.ts'
import type { Zone } from '../../domain/people.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { AuthorisedAbsence } from '../../store/records/authorised-absences.ts'
import type { IncidentAct } from '../../store/records/incident-acts.ts'
import type {
  DecidedViolation,
  IncidentRevision,
  ViolationStretch,
} from '../../store/records/incident-casework.ts'
import type { RecordedOutcome } from '../../store/records/incident-outcome-records.ts'
import type { StatedRule } from '../../store/records/stated-rule.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { OrderLedger } from '../incidents/read-ledgers.ts'
import type { DocumentFacts, DocumentPosition } from './document-facts.ts'

/** Those that the incident stands on have their number among them. */
type PackPosition = DocumentPosition & { readonly evidence: number | undefined }

/** An incident with all that was said, decided and done of it. */
export interface PackIncident {
  readonly found: VisibleIncident
  /** What was required, as it stood when this was first noticed. */
  readonly rule: StatedRule | undefined
  readonly within: Interval
  readonly isCut: boolean
  readonly positions: readonly PackPosition[]
  readonly zones: readonly Zone[]
  /** The newest first. */
  readonly revisions: readonly IncidentRevision[]
  readonly acts: readonly IncidentAct[]
  /** The oldest first, those that were taken back too. */
  readonly decisions: readonly DecidedViolation[]
  readonly stretches: readonly ViolationStretch[]
  readonly outcomes: readonly RecordedOutcome[]
}

/** What a breach pack says. */
export interface PackContent {
  readonly facts: DocumentFacts
  readonly person: PersonFile
  /** From before the first incident to after the last. */
  readonly within: Interval
  /** In order of time. */
  readonly incidents: readonly PackIncident[]
  /** Of the orders that the incidents fall under. */
  readonly ledgers: readonly OrderLedger[]
  /** That share an instant with the stretch. */
  readonly absences: readonly AuthorisedAbsence[]
  readonly notes: readonly PersonNote[]
  readonly settings: MonitoringSettings
  /** How many it holds. */
  readonly positions: number
  /** The lawful stretches that they were read through. */
  readonly covers: readonly Interval[]
}
