import type { DataFolder } from '../app/data-folder.ts'
import { AppError } from '../domain/errors.ts'
import type { HandedRun, HandedWork } from '../domain/handed-command.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import type { Asked } from '../server/route.ts'

/** What the interface for programs stands on. */
export interface ApiServices {
  readonly folder: DataFolder
  readonly now: () => number
  /** Where uploads lie while they are read; nothing stays there. */
  readonly spool: string
  readonly mostUploadBytes: number
  readonly fromNationalGrid: FromNationalGrid
  /** Makes ready a command that was handed over. @throws AppError INPUT_INVALID where it is none. */
  readonly prepareCommand: (work: HandedWork) => HandedRun
}

/** The account whose token asks. @throws Error on a route that lets in whoever has none. */
export function accountIdOf(context: Asked): number {
  const { accountId } = context.get('asking').actor
  if (accountId === undefined) throw new Error('Cannot tell whose scope: no token was sent')
  return accountId
}

/** For what is not there or is out of scope: the two are not told apart. */
export function notFound(what: string, subjects: readonly string[] = []): AppError {
  return new AppError('NOT_FOUND', `Cannot find ${what}, or it is not yours to see`, { subjects })
}
