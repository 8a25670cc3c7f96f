import { type Interval, intersect } from '../../domain/interval.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Leg } from '../../patterns/day-pattern.ts'
import type { ReportTable } from '../../report/report-document.ts'

/** Those that share an instant with a stretch, whole. */
export function legsWithin(legs: readonly Leg[], within: Interval): Leg[] {
  return legs.filter((leg) => intersect(leg, within))
}

/** Stays, trips and times of which nothing is known, in order. @param most more are counted in the caption. */
export function legsTable(legs: readonly Leg[], most: number): ReportTable {
  const left = legs.length - most
  return {
    kind: 'table',
    caption: `Stays and trips, as far as positions tell${left > 0 ? `; the first ${most} of ${legs.length}` : ''}`,
    columns: [
      { title: 'What', share: 14 },
      { title: 'From', share: 26 },
      { title: 'Until', share: 26 },
      { title: 'How long', share: 16 },
      { title: 'Known of it', share: 32 },
    ],
    rows: legs
      .slice(0, most)
      .map((leg) => [
        names[leg.kind],
        londonTime(leg.from),
        londonTime(leg.to),
        lengthInWords(leg.to - leg.from),
        known(leg),
      ]),
  }
}

const names = { stay: 'Stay', trip: 'Trip', unknown: 'Not known' } as const

function known(leg: Leg): string {
  switch (leg.kind) {
    case 'stay':
      return `Within ${Math.ceil(leg.radiusMetres)} m of ${leg.latitude.toFixed(5)}, ${leg.longitude.toFixed(5)}; positions ${leg.first + 1} to ${leg.last + 1}; ${sureText(leg.certainty)}`
    case 'trip':
      return `About ${kilometres(leg.metres)} along positions ${leg.first + 1} to ${leg.last + 1}${leg.unknownMinutes > 0 ? `; of ${minutesInWords(leg.unknownMinutes)} nothing is known` : ''}`
    case 'unknown':
      return 'No position is held'
  }
}

function sureText(certainty: number): string {
  const percent = Math.min(99, Math.floor(certainty * 100))
  return `${certainty >= 0.95 ? 'sure' : certainty >= 0.8 ? 'fairly sure' : 'not sure'}, ${percent} in 100`
}

function kilometres(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`
}
