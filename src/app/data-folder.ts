import type { PositionArchive } from '../store/positions/position-archive.ts'
import type { Records } from '../store/records/records.ts'
import type { ThreadsAllowed } from './comparer.ts'
import type { DaysInMemory } from './days-in-memory.ts'

/** The platform's memory, open: records and positions, held by this process. */
export interface DataFolder {
  readonly records: Records
  /** Watched by `days`. */
  readonly archive: PositionArchive
  /** Kept for as long as the folder is open: a second run finds them filled. */
  readonly days: DaysInMemory
  /** What comparing may use beside the thread it begins in; none unless it is said. */
  readonly threads?: ThreadsAllowed
}

/** A data folder that a server has open, and where files of handed commands may lie meanwhile. */
export interface OpenPlace {
  readonly folder: DataFolder
  /** Its path. */
  readonly data: string
  readonly spool: string
}
