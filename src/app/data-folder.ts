import type { PositionArchive } from '../store/positions/position-archive.ts'
import type { Records } from '../store/records/records.ts'

/** The platform's memory, open: records and positions, held by this process. */
export interface DataFolder {
  readonly records: Records
  readonly archive: PositionArchive
}
