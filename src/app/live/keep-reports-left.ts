import type { DataFolder } from '../data-folder.ts'
import { keepApart } from './keep-apart.ts'
import { keepReports } from './keep-reports.ts'
import { removeSegment, segmentsLeft } from './log-segment.ts'

/** Keeps what a server that was killed had acknowledged and not yet kept: a command finds all of it. */
export async function keepReportsLeft(folder: DataFolder, place: string): Promise<void> {
  for (const segment of await segmentsLeft(place)) {
    try {
      await keepReports(folder, segment, [])
    } catch {
      await keepApart(folder, segment, place, undefined)
    }
    await removeSegment(segment)
  }
}
