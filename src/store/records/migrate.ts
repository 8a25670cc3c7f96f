import { createHash } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import { imports } from './migrations/0001-imports.ts'
import { people } from './migrations/0002-people.ts'
import { crimes } from './migrations/0003-crimes.ts'
import { matchingRuns } from './migrations/0004-matching-runs.ts'
import { deletions } from './migrations/0005-deletions.ts'
import { retention } from './migrations/0006-retention.ts'
import { evidence } from './migrations/0007-evidence.ts'
import { accounts } from './migrations/0008-accounts.ts'
import { audit } from './migrations/0009-audit.ts'
import { access } from './migrations/0010-access.ts'
import { figures } from './migrations/0011-figures.ts'
import { accountHistory } from './migrations/0012-account-history.ts'
import { idempotency } from './migrations/0013-idempotency.ts'
import { auditSamples } from './migrations/0014-audit-samples.ts'
import { standingMatches } from './migrations/0015-standing-matches.ts'
import { ingestionAttempts } from './migrations/0016-ingestion-attempts.ts'
import { casework } from './migrations/0017-casework.ts'
import { exclusions } from './migrations/0018-exclusions.ts'
import { dataRequests } from './migrations/0019-data-requests.ts'
import { placeQuestions } from './migrations/0020-place-questions.ts'
import { followings } from './migrations/0021-followings.ts'
import { crimeSearch } from './migrations/0022-crime-search.ts'
import { askedAndPublished } from './migrations/0023-asked-and-published.ts'
import { monitoringOfficers } from './migrations/0024-monitoring-officers.ts'
import { registry } from './migrations/0025-registry.ts'
import { liveTags } from './migrations/0026-live-tags.ts'
import { incidents } from './migrations/0027-incidents.ts'
import { ruleDrafts } from './migrations/0028-rule-drafts.ts'
import { notices } from './migrations/0029-notices.ts'
import { notes } from './migrations/0030-notes.ts'
import { patterns } from './migrations/0031-patterns.ts'
import { placesOfInterest } from './migrations/0032-places-of-interest.ts'
import { personDocuments } from './migrations/0033-person-documents.ts'
import { caseload } from './migrations/0034-caseload.ts'
import { sharingAndPractice } from './migrations/0035-sharing-and-practice.ts'
import { registryRetention } from './migrations/0036-registry-retention.ts'
import { recordsIdentity } from './migrations/0037-records-identity.ts'
import { toldCharges } from './migrations/0038-told-charges.ts'
import { settledImports } from './migrations/0039-settled-imports.ts'
import { dayConflicts } from './migrations/0040-day-conflicts.ts'
import type { Records, RecordsQuery } from './records.ts'
import type { RecordsMigration } from './records-migration.ts'

export const recordsMigrations: readonly RecordsMigration[] = [
  imports,
  people,
  crimes,
  matchingRuns,
  deletions,
  retention,
  evidence,
  accounts,
  audit,
  access,
  figures,
  accountHistory,
  idempotency,
  auditSamples,
  standingMatches,
  ingestionAttempts,
  casework,
  exclusions,
  dataRequests,
  placeQuestions,
  followings,
  crimeSearch,
  askedAndPublished,
  monitoringOfficers,
  registry,
  liveTags,
  incidents,
  ruleDrafts,
  notices,
  notes,
  patterns,
  placesOfInterest,
  personDocuments,
  caseload,
  sharingAndPractice,
  registryRetention,
  recordsIdentity,
  toldCharges,
  settledImports,
  dayConflicts,
]

/** Eight hex digits that change with any migration. */
export function migrationsDigest(): string {
  const checksums = recordsMigrations.map(checksum).join()
  return createHash('sha256').update(checksums).digest('hex').slice(0, 8)
}

/** Any number, the same in every process. */
const LOCK = 7_120_260_329

/**
 * Applies the migrations that are missing, all or none. Two processes that start at once wait for one
 * another; again, it does nothing.
 *
 * @throws AppError STORE_CORRUPT naming the migration, when one that was applied differs from the one
 * here or is not known here.
 */
export async function migrate(
  records: Records,
  migrations: readonly RecordsMigration[] = recordsMigrations,
): Promise<void> {
  await records.transaction(async (transaction) => {
    // First of all: two processes that both create the table below would collide.
    await transaction.query('select pg_advisory_xact_lock($1::bigint)', [LOCK])
    await makeTable(transaction)
    const applied = await transaction.query<{ name: string; sha256: string }>(
      'select name, sha256 from records_migrations order by name',
    )
    checkApplied(applied, migrations)
    const missing = migrations.slice(applied.length)
    if (missing.length > 0) await expectOwner(transaction, missing)
    for (const migration of missing) await apply(transaction, migration)
  })
}

/** The name of the last migration that was applied. */
export async function newestMigration(query: RecordsQuery): Promise<string> {
  const [row] = await query.query<{ name: string }>(
    'select name from records_migrations order by name desc limit 1',
  )
  return row?.name ?? 'nothing applied'
}

/** Only where there is none: to ask for it asks for the right to make tables, which a server need not have. */
async function makeTable(transaction: RecordsQuery): Promise<void> {
  const [known] = await transaction.query<{ there: boolean }>(
    `select to_regclass('records_migrations') is not null as there`,
  )
  if (known?.there) return
  await transaction.query(
    `create table records_migrations (
       name text collate "C" primary key,
       sha256 text not null,
       applied_at timestamptz not null default clock_timestamp()
     )`,
  )
}

async function expectOwner(
  transaction: RecordsQuery,
  missing: readonly RecordsMigration[],
): Promise<void> {
  const [role] = await transaction.query<{ name: string; owns: boolean }>(
    `select current_user::text as name, pg_has_role(relowner, 'usage') as owns
     from pg_class where oid = 'records_migrations'::regclass`,
  )
  if (role?.owns) return
  throw new AppError(
    'STORE_UNAVAILABLE',
    `Cannot open the records as role "${role?.name}": migration ${missing[0]?.name} is missing and only their owner can apply it; run "whereabouts migrate" as the owner first`,
  )
}

function checkApplied(
  applied: readonly { name: string; sha256: string }[],
  migrations: readonly RecordsMigration[],
): void {
  applied.forEach(({ name, sha256 }, index) => {
    const migration = migrations[index]
    if (!migration || migration.name !== name) {
      throw new AppError(
        'STORE_CORRUPT',
        `Cannot open the records: migration ${name} was applied and is not known here; expected records of this version of whereabouts or an older one`,
      )
    }
    if (checksum(migration) !== sha256) {
      throw new AppError(
        'STORE_CORRUPT',
        `Cannot open the records: migration ${name} was applied as another text (${sha256.slice(0, 8)}) than the one here (${checksum(migration).slice(0, 8)})`,
      )
    }
  })
}

async function apply(transaction: RecordsQuery, migration: RecordsMigration): Promise<void> {
  for (const statement of migration.statements) await transaction.query(statement)
  await transaction.query('insert into records_migrations (name, sha256) values ($1, $2)', [
    migration.name,
    checksum(migration),
  ])
}

function checksum({ statements }: RecordsMigration): string {
  return createHash('sha256').update(statements.join(';\n')).digest('hex')
}
