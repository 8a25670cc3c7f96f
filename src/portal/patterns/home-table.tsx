import type { FC } from 'hono/jsx'
import type { Patterns } from '../../app/patterns/read-patterns.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonDayText } from '../../domain/london-day-text.ts'
import { certaintyText } from '../../patterns/certainty-text.ts'
import type { DaySummary, HomeMinutes } from '../../patterns/day-summary.ts'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { paths } from '../paths.ts'

const [WIDTH, HEIGHT] = [160, 16]
const colours = { home: '#00612f', away: '#f0a35e', notKnown: '#ffffff' } as const
const EDGE = '#0b0c0c'

/** How long somebody's device was at home, day by day: a bar, and the same in numbers. */
export const HomeTable: FC<{ id: string; days: Patterns['days'] }> = ({ id, days }) => {
  const known = days.flatMap(({ summary }) => summary ?? [])
  const home = known.findLast((summary) => summary.home)?.home
  return (
    <>
      <h2 class="govuk-heading-m">Time at home</h2>
      <p class="govuk-body">{homeText(home)}</p>
      <ul class="app-row" aria-hidden="true">
        {legend.map(([part, text]) => (
          <li>
            <svg width="24" height={HEIGHT} aria-hidden="true">
              <rect x="1" y="1" width="22" height="14" fill={colours[part]} stroke={EDGE} />
            </svg>{' '}
            {text}
          </li>
        ))}
      </ul>
      <Table
        caption="Time at home by day, the newest first"
        captionHidden
        columns={[
          { title: 'Day' },
          { title: 'The day' },
          { title: 'At home' },
          { title: 'Away' },
          { title: 'Not known' },
          { title: 'Midnight to 6am' },
          { title: 'Furthest from home' },
        ]}
        rows={shownDays(days).map(({ day, until }) => {
          const { summary } = day
          const when = (
            <a class="govuk-link" href={paths.movements(id) + rangeQuery(day)}>
              {londonDayText(day.from)}
            </a>
          )
          if (!summary)
            return [until ? dayRange(day, until) : when, 'Nothing is known', '', '', '', '', '']
          const { minutes, night } = summary
          return [
            when,
            <Bar minutes={minutes} />,
            minutesInWords(minutes.home),
            minutesInWords(minutes.away),
            minutesInWords(minutes.notKnown),
            nightText(night),
            farthestText(summary),
          ]
        })}
      />
    </>
  )
}

type Day = Patterns['days'][number]

/** The newest first; days beside each other of which nothing is known are one row, from the first to the last. */
function shownDays(days: readonly Day[]): readonly { readonly day: Day; readonly until?: Day }[] {
  const rows: { day: Day; until?: Day }[] = []
  for (const day of days) {
    const last = rows.at(-1)
    if (!day.summary && last && !last.day.summary) last.until = day
    else rows.push({ day })
  }
  return rows.toReversed()
}

function dayRange(first: Day, last: Day): string {
  return `${londonDayText(first.from)} to ${londonDayText(last.from)}`
}

const legend = [
  ['home', 'At home'],
  ['away', 'Away'],
  ['notKnown', 'Not known'],
] as const

const Bar: FC<{ minutes: HomeMinutes }> = ({ minutes }) => {
  const all = minutes.home + minutes.away + minutes.notKnown
  let left = 0
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {legend.map(([part]) => {
        const width = all === 0 ? 0 : (minutes[part] / all) * WIDTH
        const x = left
        left += width
        return <rect x={x} y="0" width={width} height={HEIGHT} fill={colours[part]} stroke={EDGE} />
      })}
    </svg>
  )
}

function homeText(home: DaySummary['home']): string {
  if (!home) {
    return 'Where home is is not known: no order says it, and the nights known are too few or too different. So no time is at home or away.'
  }
  return home.said === 'condition'
    ? 'Home is where the order’s curfew has to be kept.'
    : `No order says where home is: it is told from where the nights are spent. ${certaintyText(home.certainty)}.`
}

function nightText({ home, away, notKnown }: HomeMinutes): string {
  const parts = [
    home >= 1 ? `${minutesInWords(home)} at home` : '',
    away >= 1 ? `${minutesInWords(away)} away` : '',
    notKnown >= 1 ? `${minutesInWords(notKnown)} not known` : '',
  ].filter(Boolean)
  return parts.join(', ')
}

function farthestText({ farthest }: DaySummary): string {
  if (!farthest) return ''
  const { leastKilometres } = farthest
  return leastKilometres < 0.1
    ? 'less than 100 metres'
    : `at least ${leastKilometres.toFixed(1)} km`
}
