import { hiddenFrom } from '../store/records/restriction-records.ts'
import { type Asker, attempt, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import { exportPeople } from './export-people.ts'
import { exportPositions } from './export-positions.ts'
import { exportRefused, exportRowIssues } from './export-refused.ts'
import { exportMatches, exportMatchPositions } from './export-run.ts'
import { OutputFile } from './output-file.ts'

export const exportKinds = [
  'matches',
  'match-positions',
  'row-issues',
  'positions',
  'refused',
  'people',
] as const
export type ExportKind = (typeof exportKinds)[number]

export interface ExportOptions {
  readonly kind: ExportKind
  readonly path: string
  /** Another matching run than the newest that is done. */
  readonly runId?: number | undefined
  readonly importId?: number | undefined
}

/** What each kind discloses. */
const WHAT: Readonly<Record<ExportKind, string>> = {
  matches: 'matches',
  'match-positions': 'movements',
  'row-issues': 'row issues',
  positions: 'movements',
  refused: 'refused rows',
  people: 'people',
}

/**
 * Writes one kind of what a data folder holds to a file. The file is in its place only once the audit
 * knows of it.
 *
 * @returns how many rows, and how many people whom the asker may not see were left out.
 * @throws AppError AUDIT_UNWRITABLE, OUTPUT_UNWRITABLE, RUN_UNREADABLE, STORE_CORRUPT or WRONG_USE.
 */
export async function exportToFile(
  folder: DataFolder,
  asker: Asker,
  { kind, path, runId, importId }: ExportOptions,
): Promise<{ readonly rows: number; readonly leftOut: number }> {
  const { records } = folder
  const facts = {
    action: 'disclose',
    what: WHAT[kind],
    // Whoever is not in it was looked at as well.
    subjects: 'everyone',
    details: { export: kind },
  } as const
  return attempt(records, asker, facts, async () => {
    const hidden = await hiddenFrom(records, asker.actor.username)
    const file = new OutputFile(path)
    const exported = {
      matches: () => exportMatches(folder, file, hidden, runId),
      'match-positions': () => exportMatchPositions(folder, file, hidden, runId),
      'row-issues': async () => ({ rows: await exportRowIssues(folder, file, hidden) }),
      positions: async () => ({ rows: await exportPositions(folder, file, hidden) }),
      refused: async () => ({ rows: await exportRefused(folder, file, hidden, importId) }),
      people: async () => ({ rows: await exportPeople(folder, file, hidden) }),
    }
    try {
      const { rows, ...of } = await exported[kind]()
      file.close()
      const details = {
        ...facts.details,
        ...of,
        ...(hidden.size > 0 && { leftOut: hidden.size }),
        ...(importId !== undefined && { import: importId }),
      }
      await keepEvent(records, asker, { ...facts, count: rows, details })
      file.finish()
      return { rows, leftOut: hidden.size }
    } catch (error) {
      file.abandon()
      throw error
    }
  })
}
