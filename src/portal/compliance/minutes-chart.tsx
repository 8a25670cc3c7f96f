import type { FC } from 'hono/jsx'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { type LedgerState, ledgerStates } from '../../monitoring/ledger.ts'
import { Table } from '../components/table.tsx'
import type { DayMinutes } from './minutes-by-day.ts'
import { dayText, stateWords } from './night-text.ts'
import { FillKey, minuteFills } from './patterns.tsx'

const [WIDTH, HEIGHT] = [720, 240]
const [LEFT, BOTTOM, TOP] = [40, 26, 10]

/** Violation minutes of days as bars, on one another or side by side; what waits stands on what counts. */
export const MinutesChart: FC<{ days: readonly DayMinutes[]; kind: 'stacked' | 'grouped' }> = ({
  days,
  kind,
}) => {
  const most = Math.max(0, ...days.map((day) => highestOf(day, kind)))
  const top = roundTop(most)
  const y = (minutes: number) => HEIGHT - BOTTOM - (minutes / top) * (HEIGHT - BOTTOM - TOP)
  const each = (WIDTH - LEFT - 8) / Math.max(1, days.length)
  const steps = Math.ceil(days.length / 14)
  return (
    <>
      <FillKey fills={ledgerStates.map((state) => [minuteFills[state], titles[state]])} />
      <section class="app-scroll" aria-label="Chart of violation minutes" tabindex={0}>
        <svg
          class="app-chart"
          role="img"
          aria-label={summaryOf(days)}
          width={WIDTH}
          height={HEIGHT}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        >
          {[0, top / 2, top].map((minutes) => (
            <>
              <path d={`M${LEFT} ${y(minutes)}H${WIDTH - 8}`} stroke="#b1b4b6" />
              <text x={LEFT - 6} y={y(minutes) + 4} font-size="12" text-anchor="end">
                {minutes}
              </text>
            </>
          ))}
          {days.map((day, index) => (
            <>
              <Bars of={day} kind={kind} left={LEFT + index * each} width={each} y={y} />
              {(days.length - 1 - index) % steps === 0 && (
                <text
                  x={LEFT + (index + 0.5) * each}
                  y={HEIGHT - 8}
                  font-size="12"
                  text-anchor="middle"
                >
                  {shortDate(day.date)}
                </text>
              )}
            </>
          ))}
        </svg>
      </section>
    </>
  )
}

const Bars: FC<{
  of: DayMinutes
  kind: 'stacked' | 'grouped'
  left: number
  width: number
  y: (minutes: number) => number
}> = ({ of, kind, left, width, y }) => {
  let below = 0
  const room = width * 0.8
  return (
    <>
      {ledgerStates.map((state, index) => {
        const minutes = of.minutes[state]
        if (minutes === 0) return null
        const base = kind === 'stacked' ? below : 0
        below += minutes
        const wide = kind === 'stacked' ? room : room / ledgerStates.length
        return (
          <rect
            x={left + width * 0.1 + (kind === 'stacked' ? 0 : index * wide)}
            y={y(base + minutes)}
            width={wide}
            height={y(base) - y(base + minutes)}
            fill={minuteFills[state]}
            stroke="#0b0c0c"
            stroke-width="1"
          />
        )
      })}
    </>
  )
}

/** The same as a table: days with none are left out. */
export const MinutesTable: FC<{ days: readonly DayMinutes[] }> = ({ days }) => {
  const shown = days.filter((day) => highestOf(day, 'stacked') > 0).toReversed()
  if (shown.length === 0) return null
  return (
    <Table
      caption="Violation minutes by day, the newest first"
      captionHidden
      columns={[
        { title: 'Day, or night from' },
        ...ledgerStates.map((state) => ({ title: titles[state], numeric: true })),
      ]}
      rows={shown.map(({ date, minutes }) => [
        dayText(date),
        ...ledgerStates.map((state) => minutes[state]),
      ])}
    />
  )
}

const titles: Readonly<Record<LedgerState, string>> = {
  counted: 'Counted',
  pending: 'Waiting for a decision',
  authorised: 'Authorised',
  excused: 'Excused',
}

/** `Violation minutes on 28 days: 25 minutes counted, 10 minutes waiting for a decision`. */
function summaryOf(days: readonly DayMinutes[]): string {
  const said = ledgerStates.map((state) => {
    const sum = days.reduce((total, { minutes }) => total + minutes[state], 0)
    return `${minutesInWords(sum)} ${stateWords[state]}`
  })
  return `Violation minutes on ${days.length} days: ${said.join(', ')}. The table has every day.`
}

function highestOf({ minutes }: DayMinutes, kind: 'stacked' | 'grouped'): number {
  const all = ledgerStates.map((state) => minutes[state])
  return kind === 'stacked' ? all.reduce((sum, one) => sum + one, 0) : Math.max(...all)
}

/** The next of 10, 20, 40, 60, 120, ... that holds a number: half of it is a whole number too. */
function roundTop(most: number): number {
  return [10, 20, 40, 60, 120, 240, 480, 960].find((top) => top >= most) ?? 1500
}

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

function shortDate(date: string): string {
  return short.format(Date.parse(`${date}T12:00:00Z`))
}
