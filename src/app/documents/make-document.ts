import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Actor } from '../../domain/actor.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { permissionsOf, roleLabel } from '../../domain/roles.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { accountById } from '../../store/records/account-records.ts'
import {
  type DueDocument,
  keepDocumentFile,
  keepMadeDocument,
} from '../../store/records/person-document-records.ts'
import { visiblePerson } from '../../store/records/visible-person.ts'
import { keepEvent } from '../asker.ts'
import type { DataFolder } from '../data-folder.ts'
import type { GroundSource } from '../reports/report-ground.ts'
import type { WriterOptions } from '../reports/writer-thread.ts'
import type { DocumentFacts } from './document-facts.ts'
import type { DocumentJob } from './document-job.ts'
import { readPackContent } from './read-pack-content.ts'
import { readTrailContent } from './read-trail-content.ts'
import { writeDocument } from './write-document.ts'

export interface MakingOptions {
  readonly settings: MonitoringSettings
  readonly ground: GroundSource
  readonly now: () => Instant
}

/**
 * Makes one document: reads what it says as whoever asked for it may see it now, has its files written in a thread
 * of its own, and keeps them with the audit event of what was read.
 *
 * @throws AppError NOT_PERMITTED where whoever asked may not see the person any more; REPORT_UNWRITABLE.
 */
export async function makeDocument(
  folder: DataFolder,
  due: DueDocument,
  { ground, ...options }: MakingOptions,
  writing: WriterOptions,
): Promise<void> {
  const { records } = folder
  const { job, positions, covers } = await readJob(folder, due, options)
  const files = await writeDocument({ ...job, ground }, writing)
  for (const [ordinal, file] of files.entries()) {
    await keepDocumentFile(records, due.id, ordinal, file)
  }
  await records.transaction(async (transaction) => {
    const made = { at: options.now(), positions, covers }
    if (!(await keepMadeDocument(transaction, due.id, made))) return
    await keepEvent(
      transaction,
      { actor: documentsActor(), purpose: due.purpose },
      {
        action: 'consult',
        what: 'movements',
        subjects: [due.deviceWearerId],
        interval: due.within,
        count: positions,
        details: { document: due.id, kind: due.kind, askedBy: due.askedBy },
      },
    )
  })
}

async function readJob(
  folder: DataFolder,
  due: DueDocument,
  { settings, now }: Omit<MakingOptions, 'ground'>,
): Promise<{ job: DocumentJob; positions: number; covers: readonly Interval[] }> {
  const { records, archive } = folder
  const readAt = now()
  const viewer = { accountId: due.askedBy, at: readAt }
  const account = await accountById(records, due.askedBy)
  const may =
    account && account.disabledAt === undefined && permissionsOf(account.role).has('documents:make')
  const person = may ? await visiblePerson(records, viewer, due.deviceWearerId) : undefined
  if (!account || !person) {
    throw new AppError(
      'NOT_PERMITTED',
      'Cannot make the document: whoever asked for it may not see this person any more',
    )
  }
  const facts: DocumentFacts = {
    id: due.id,
    kind: due.kind,
    purpose: due.purpose,
    author: { name: account.name, role: roleLabel(account.role) },
    askedAt: due.askedAt,
    readAt,
  }
  if ('hoursPerMap' in due.parameters) {
    const asked = { within: due.within, hoursPerMap: due.parameters.hoursPerMap }
    const trail = await readTrailContent(archive, person, facts, asked, readAt)
    const { positions, supervised } = trail
    return { job: { trail }, positions: positions.length, covers: supervised }
  }
  const asked = { ...due.parameters, within: due.within }
  const pack = await readPackContent(folder, viewer, person, facts, asked, settings)
  return { job: { pack }, positions: pack.positions, covers: pack.covers }
}

/** Who asked for it is in the event's details. */
function documentsActor(): Actor {
  return {
    kind: 'operator',
    username: 'Whereabouts documents',
    role: 'operator',
    permissions: new Set(),
    from: hostname(),
    correlationId: randomUUID(),
  }
}
