import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataFolder } from '../data-folder.ts'
import { keepReports } from './keep-reports.ts'
import { type LogSegment, OpenSegment } from './log-segment.ts'
import { reportFrame } from './report-frames.ts'

/** What cannot be kept lies here, in the log's own folder, until a person has looked at it. */
const ASIDE = 'aside'

/**
 * Keeps a segment that could not be kept whole, a report at a time, and sets aside those that cannot be kept though the
 * archive and the records answer: one report must not stand before everybody's.
 *
 * @returns how many were set aside.
 * @throws what keeping threw, where the stores do not answer: then everything waits for them.
 */
export async function keepApart(
  folder: DataFolder,
  segment: LogSegment,
  place: string,
  reachMs: number | undefined,
): Promise<number> {
  const unkept: LogSegment['reports'][number][] = []
  for (const [index, report] of segment.reports.entries()) {
    const { path, bytes } = segment
    const alone = { path, bytes, name: `${segment.name}-${index}`, reports: [report] }
    try {
      await keepReports(folder, alone, [], reachMs)
    } catch (error) {
      if (!(await answers(folder))) throw error
      unkept.push(report)
    }
  }
  if (unkept.length === 0) return 0
  const aside = join(place, ASIDE)
  await mkdir(aside, { recursive: true, mode: 0o700 })
  const file = await OpenSegment.begin(aside)
  await file.append(unkept.map(reportFrame))
  await file.close()
  const refusals = unkept.map(({ feed, receivedAt }) => ({
    feed,
    receivedAt,
    reason: `A report that neither archive nor records take was set aside in live/${ASIDE}/${file.name}.reports`,
  }))
  await keepReports(folder, undefined, refusals, reachMs)
  return unkept.length
}

async function answers({ records, archive }: DataFolder): Promise<boolean> {
  try {
    await records.transaction((transaction) => transaction.query('select 1'))
    await archive.days()
    return true
  } catch {
    return false
  }
}
