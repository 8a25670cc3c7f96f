import type { CrimeVersion } from '../../domain/crime.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import { instantFrom, instantIfAny } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

export const reportKinds = ['proximity_alert', 'exclusion_statement'] as const
export type ReportKind = (typeof reportKinds)[number]
export const reportStates = ['draft', 'approved', 'withdrawn', 'discarded'] as const
export type ReportState = (typeof reportStates)[number]

/** A report without its files. */
export interface Report {
  readonly id: number
  readonly kind: ReportKind
  readonly number: string | undefined
  readonly state: ReportState
  readonly crimeId: number
  readonly crime: CrimeVersion
  readonly deviceWearerIds: readonly string[]
  /** Whose record it rests on: of no data too, which names nobody to whom it is given. For the audit. */
  readonly subjects: readonly string[]
  readonly draftedBy: Person
  readonly draftedAt: Instant
  readonly approved: Deed | undefined
  readonly withdrawn: (Deed & { readonly reason: string }) | undefined
  /** What it tells is not what stands now. */
  readonly evidenceChangedAt: Instant | undefined
  readonly stands: (Deed & { readonly reason: string }) | undefined
  readonly evidenceSha256: string | undefined
  readonly docxSha256: string | undefined
  readonly pdfSha256: string | undefined
}

interface Person {
  readonly accountId: number
  readonly name: string
}

interface Deed {
  readonly at: Instant
  readonly by: Person
}

/** A page of reports, newest first: those before number `before`. */
export interface ReportPage {
  readonly policeForce?: string | undefined
  readonly kind?: ReportKind | undefined
  readonly state?: ReportState | undefined
  readonly crimeId?: number | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Whose record a statement rests on, whatever it answers. */
const ANSWERED = `select device_wearer_id from exclusion_answers
       where exclusion_answers.report_id = reports.id and device_wearer_id is not null`

/**
 * Ids of a report's wearers whom the account may not see, with what to tell it: a restriction counts for everybody. Of
 * no data the hub alone is told, because others would learn from it that there is somebody.
 */
const HIDDEN = `select hidden.device_wearer_id, hidden.message
       from accounts as asking cross join lateral restrictions_on(asking.username) as hidden
       where asking.id = $1::bigint and (hidden.device_wearer_id in (
         select device_wearer_id from report_wearers where report_wearers.report_id = reports.id
       ) or asking.role in ('hub-caseworker', 'hub-manager')
         and hidden.device_wearer_id in (${ANSWERED}))`

/** Of its force; and for whoever is not the hub's, from approval on. */
const IN_SCOPE = `force_visible($1::bigint, reports.police_force)
     -- A draft of an exclusion statement lies with its question until it is signed.
     and (reports.kind = 'proximity_alert' or reports.state in ('approved', 'withdrawn'))
     and (reports.state in ('approved', 'withdrawn') or exists (
       select from accounts as hub
       where hub.id = $1::bigint and hub.role in ('hub-caseworker', 'hub-manager')))`

/** Never the files: they are megabytes. */
const SELECTION = `${crimeVersionSelection}, reports.id, reports.kind, reports.number, reports.state,
       reports.drafted_by, reports.drafted_at, drafter.name as drafter,
       reports.approved_by, reports.approved_at, approver.name as approver,
       reports.withdrawn_by, reports.withdrawn_at, reports.withdrawn_reason,
       withdrawer.name as withdrawer, reports.evidence_changed_at,
       reports.stands_by, reports.stands_at, reports.stands_reason, stander.name as stander,
       reports.evidence_sha256, reports.docx_sha256, reports.pdf_sha256,
       (select coalesce(json_agg(device_wearer_id order by device_wearer_id), '[]')
        from report_wearers where report_id = reports.id) as wearers,
       array(select device_wearer_id from report_wearers where report_id = reports.id
         union ${ANSWERED} order by 1) as subjects
     from reports
     join crimes on crimes.id = reports.crime_id
     join crime_versions as stated on stated.id = reports.crime_version_id
     join accounts as drafter on drafter.id = reports.drafted_by
     left join accounts as approver on approver.id = reports.approved_by
     left join accounts as withdrawer on withdrawer.id = reports.withdrawn_by
     left join accounts as stander on stander.id = reports.stands_by`

/** Reports that an account may see; discarded ones only where they are asked for. */
export async function visibleReports(
  query: RecordsQuery,
  accountId: number,
  { policeForce, kind, state, crimeId, before, limit }: ReportPage,
): Promise<Report[]> {
  const rows = await query.query<ReportRow>(
    `select ${SELECTION}
     where ${IN_SCOPE} and not exists (${HIDDEN})
       and ($2::text is null or reports.police_force = $2)
       and ($3::text is null or reports.kind = $3)
       and reports.state = coalesce($4::text, nullif(reports.state, 'discarded'))
       and ($5::bigint is null or reports.crime_id = $5)
       and ($6::bigint is null or reports.id < $6)
     order by reports.id desc limit $7`,
    [accountId, policeForce, kind, state, crimeId, before, limit],
  )
  return rows.map(reportFrom)
}

/** One report; `undefined` where there is none or the account may not see it. */
export async function visibleReport(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<Report | undefined> {
  const [row] = await query.query<ReportRow>(
    `select ${SELECTION} where reports.id = $2 and ${IN_SCOPE} and not exists (${HIDDEN})`,
    [accountId, id],
  )
  return row && reportFrom(row)
}

/** What keeps an account from a report that its role would let it see: about whom, and what it is told. */
export async function restrictionOnReport(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<{ deviceWearerId: string; message: string } | undefined> {
  const [row] = await query.query<{ device_wearer_id: string; message: string }>(
    `select told.device_wearer_id, told.message
     from reports cross join lateral (${HIDDEN}) as told
     where reports.id = $2 and ${IN_SCOPE} limit 1`,
    [accountId, id],
  )
  return row && { deviceWearerId: row.device_wearer_id, message: row.message }
}

type ReportRow = CrimeVersionRow & {
  id: bigint
  kind: ReportKind
  number: string | null
  state: ReportState
  drafted_by: bigint
  drafted_at: string
  drafter: string
  approved_by: bigint | null
  approved_at: string | null
  approver: string | null
  withdrawn_by: bigint | null
  withdrawn_at: string | null
  withdrawn_reason: string | null
  withdrawer: string | null
  evidence_changed_at: string | null
  stands_by: bigint | null
  stands_at: string | null
  stands_reason: string | null
  stander: string | null
  evidence_sha256: string | null
  docx_sha256: string | null
  pdf_sha256: string | null
  wearers: string[]
  subjects: string[]
}

function reportFrom(row: ReportRow): Report {
  return {
    id: Number(row.id),
    kind: row.kind,
    number: row.number ?? undefined,
    state: row.state,
    crimeId: Number(row.crime_id),
    crime: crimeVersionFrom(row),
    deviceWearerIds: row.wearers,
    subjects: row.subjects,
    draftedBy: { accountId: Number(row.drafted_by), name: row.drafter },
    draftedAt: instantFrom(row.drafted_at),
    approved: deed(row.approved_at, row.approved_by, row.approver),
    withdrawn: reasoned(
      deed(row.withdrawn_at, row.withdrawn_by, row.withdrawer),
      row.withdrawn_reason,
    ),
    evidenceChangedAt: instantIfAny(row.evidence_changed_at),
    stands: reasoned(deed(row.stands_at, row.stands_by, row.stander), row.stands_reason),
    evidenceSha256: row.evidence_sha256 ?? undefined,
    docxSha256: row.docx_sha256 ?? undefined,
    pdfSha256: row.pdf_sha256 ?? undefined,
  }
}

function deed(at: string | null, by: bigint | null, name: string | null): Deed | undefined {
  if (at === null) return undefined
  return { at: instantFrom(at), by: { accountId: Number(by), name: name ?? '' } }
}

function reasoned(done: Deed | undefined, reason: string | null) {
  return done && { ...done, reason: reason ?? '' }
}
