import type { DataFolder } from '../data-folder.ts'
import { keepReports } from './keep-reports.ts'
import { removeSegment, segmentsLeft } from './log-segment.ts'

/** Keeps what a server that was killed had acknowledged and not yet kept: a command finds all of it. */
export async function keepReportsLeft(folder: DataFolder, place: string): Promise<void> {
  for (const segment of await segmentsLeft(place)) {
    await keepReports(folder, segment, [])
    await removeSegment(segment)
  }
}
