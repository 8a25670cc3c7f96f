import { grouped } from '../../domain/count-text.ts'
import { type Interval, intersect } from '../../domain/interval.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import { londonDate } from '../../domain/london-time.ts'
import type { ReportTable } from '../../report/report-document.ts'
import type { ToldTrail } from './document-job.ts'
import { legsWithin } from './trail-legs.ts'

const HALF_DAY = 43_200_000

/** A row for each London day: what is held of it and what is not. */
export function trailDays({ within, positions, silences, legs }: ToldTrail): ReportTable {
  const rows = londonDaysIn(within).map((day) => {
    const held = positions.filter(({ capturedAt }) => day.from <= capturedAt && capturedAt < day.to)
    const gaps = silences.flatMap((each) => intersect(each, day) ?? [])
    const lost = gaps.reduce((sum, { from, to }) => sum + (to - from), 0) / 60_000
    const own = legsWithin(legs, day)
    const stays = own.filter(({ kind }) => kind === 'stay').length
    const trips = own.filter(({ kind }) => kind === 'trip').length
    return [
      londonDate(day.from),
      grouped(held.length),
      grouped(gaps.length),
      minutesInWords(lost),
      ...(legs.length > 0 ? [grouped(stays), grouped(trips)] : []),
    ]
  })
  return {
    kind: 'table',
    caption: 'Day by day, in London time',
    columns: [
      { title: 'Day', share: 26 },
      { title: 'Positions', share: 14 },
      { title: 'Gaps', share: 12 },
      { title: 'Not known', share: 26 },
      ...(legs.length > 0
        ? [
            { title: 'Stays', share: 11 },
            { title: 'Trips', share: 11 },
          ]
        : []),
    ],
    rows,
  }
}

/** The parts of a stretch that lie on different London days. */
function londonDaysIn({ from, to }: Interval): Interval[] {
  const days: Interval[] = []
  for (let start = from; start < to; ) {
    const next = startOfLondonDay(sameLondonTime(startOfLondonDay(start) + HALF_DAY, 1))
    days.push({ from: start, to: Math.min(next, to) })
    start = next
  }
  return days
}
