import type { FC } from 'hono/jsx'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { LedgerLine } from '../../monitoring/ledger.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths, within } from '../paths.ts'
import { minutesByDay } from './minutes-by-day.ts'
import { MinutesChart, MinutesTable } from './minutes-chart.tsx'
import { complianceQuery, overs, type ShownCompliance } from './typed-compliance.ts'

const kinds = [
  ['stacked', 'Stacked bars'],
  ['grouped', 'Bars side by side'],
  ['table', 'Table'],
] as const

/** Violation minutes by day, as a chart or a table; short violations can be left out. */
export const MinutesSection: FC<{
  person: PersonFile
  shown: ShownCompliance
  nights: readonly (Interval & { readonly date: string })[]
  lines: readonly LedgerLine[]
  now: Instant
}> = ({ person, shown, nights, lines, now }) => {
  const { dates } = shown.period
  const link = (changed: Partial<ShownCompliance>) =>
    `${within(paths.compliance(person.id), complianceQuery({ ...shown, ...changed }, now))}#minutes`
  const all = minutesByDay(lines, nights, dates, 0)
  const days = minutesByDay(lines, nights, dates, shown.over)
  const has = (some: typeof days) =>
    some.some(({ minutes }) => Object.values(minutes).some(Boolean))
  return (
    <>
      <h2 class="govuk-heading-m" id="minutes">
        Violation minutes, day by day
      </h2>
      {!has(all) && <p class="govuk-body">None in this period.</p>}
      {has(all) && (
        <>
          <Choices
            label="How they are shown"
            choices={kinds.map(([chart, text]) => [text, link({ chart }), chart === shown.chart])}
          />
          <Choices
            label="Which violations"
            choices={overs.map((over) => [
              over === 0 ? 'All violations' : `Longer than ${over} min`,
              link({ over }),
              over === shown.over,
            ])}
          />
          {!has(days) && <p class="govuk-body">{`None was longer than ${shown.over} minutes.`}</p>}
          {has(days) && shown.chart === 'table' && <MinutesTable days={days} />}
          {has(days) && shown.chart !== 'table' && <MinutesChart days={days} kind={shown.chart} />}
        </>
      )}
    </>
  )
}

const Choices: FC<{
  label: string
  choices: readonly (readonly [text: string, href: string, isShown: boolean])[]
}> = ({ label, choices }) => (
  <nav aria-label={label}>
    <ul class="app-row">
      {choices.map(([text, href, isShown]) => (
        <li>
          <a class="govuk-link" href={href} {...(isShown && { 'aria-current': 'true' as const })}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
