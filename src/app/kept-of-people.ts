import { counted } from '../domain/count-text.ts'
import type { Instant } from '../domain/interval.ts'
import type { RetentionPeriods } from '../ingest/retention-json.ts'
import { countOldCasework, deleteOldCasework } from '../store/records/case-retention.ts'
import { countOldDocuments, deleteOldDocuments } from '../store/records/document-retention.ts'
import { countOldIncidents, deleteOldIncidents } from '../store/records/incident-retention.ts'
import { countOldNotes, deleteOldNotes } from '../store/records/note-retention.ts'
import {
  countOldOrderVersions,
  deleteOldOrderVersions,
} from '../store/records/order-version-retention.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { countOldReports, deleteOldReports } from '../store/records/report-retention.ts'
import { countOldRequests, deleteOldRequests } from '../store/records/request-retention.ts'
import { countOldRuleDrafts, deleteOldRuleDrafts } from '../store/records/rule-draft-retention.ts'

/** What people wrote and decided of wearers, of one kind, and how what is older than allowed goes; of wearers under a hold it stays. */
export interface KeptOfPeople {
  readonly period: keyof RetentionPeriods
  readonly what: string
  readonly phrase: (found: number) => string
  readonly count: Old
  /** In a transaction. @returns how many. */
  readonly remove: Old
}

type Old = (
  query: RecordsQuery,
  before: Instant,
  heldWearerIds: readonly string[],
) => Promise<number>

const AS_LONG = 'kept for as long as allowed'

/** In the order they go: reports before the cases they rest on, incidents before the versions that they were judged by. */
export const keptOfPeople: readonly KeptOfPeople[] = [
  {
    period: 'reportsDays',
    what: 'old reports',
    phrase: (found) => `${counted(found, 'signed report')} ${AS_LONG}`,
    count: countOldReports,
    remove: deleteOldReports,
  },
  {
    period: 'caseworkDays',
    what: 'old casework',
    phrase: (found) => `${counted(found, 'case or draft', 'cases and drafts')} ${AS_LONG}`,
    count: countOldCasework,
    remove: deleteOldCasework,
  },
  {
    period: 'incidentsDays',
    what: 'old incidents',
    phrase: (found) =>
      `${counted(found, 'incident, absence, reading or device event', 'incidents, absences, readings and device events')} ${AS_LONG}`,
    count: countOldIncidents,
    remove: deleteOldIncidents,
  },
  {
    period: 'notesDays',
    what: 'old notes',
    phrase: (found) => `${counted(found, 'note or hand-over', 'notes and hand-overs')} ${AS_LONG}`,
    count: countOldNotes,
    remove: deleteOldNotes,
  },
  {
    period: 'documentsDays',
    what: 'old documents',
    phrase: (found) =>
      `${counted(found, 'trail report or breach pack', 'trail reports and breach packs')} ${AS_LONG}`,
    count: countOldDocuments,
    remove: deleteOldDocuments,
  },
  {
    period: 'draftsDays',
    what: 'old drafts of rules',
    phrase: (found) => `${counted(found, 'draft of a rule', 'drafts of rules')} ${AS_LONG}`,
    count: countOldRuleDrafts,
    remove: deleteOldRuleDrafts,
  },
  {
    period: 'requestsDays',
    what: 'old requests',
    phrase: (found) =>
      `${counted(found, 'request, question, following or purpose', 'requests, questions, followings and purposes')} ${AS_LONG}`,
    count: countOldRequests,
    remove: deleteOldRequests,
  },
  {
    period: 'orderVersionsDays',
    what: 'old versions of orders',
    phrase: (found) =>
      `${counted(found, 'version of an order', 'versions of orders')} that held longer ago than allowed`,
    count: countOldOrderVersions,
    remove: deleteOldOrderVersions,
  },
]
