import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { ListedRun } from '../../store/records/run-records.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { causeTexts } from '../match/change-text.ts'
import { paths } from '../paths.ts'
import { lengthText, stateText } from './run-text.ts'

/** When crimes were compared with trails, newest first. */
export const RunListPage: FC<{
  asking: Asking
  runs: readonly ListedRun[]
  now: number
  done: string | undefined
  first: string | undefined
  next: string | undefined
}> = ({ asking, runs, now, done, first, next }) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">Runs</h1>
    <p class="govuk-body">
      Crimes are compared by themselves when a batch comes in, and again when something changes what
      was known: later positions, a changed or withdrawn crime, a corrected activation. Only the
      crimes that it touches are compared again.
    </p>
    {asking.actor.permissions.has('runs:start') && (
      <Form
        asking={asking}
        action={paths.runs}
        button="Compare everything again"
        kind="secondary"
      />
    )}
    {runs.length === 0 ? (
      <p class="govuk-body">Nothing was compared yet.</p>
    ) : (
      <Table
        caption="Runs, the newest first"
        columns={[
          { title: 'Run' },
          { title: 'Began' },
          { title: 'Why' },
          { title: 'State' },
          { title: 'Crimes', numeric: true },
          { title: 'Pairs', numeric: true },
          { title: 'Took' },
        ]}
        rows={runs.map((run) => [
          <a class="govuk-link" href={paths.run(run.id)}>
            Run {run.id}
          </a>,
          londonTime(run.startedAt),
          whyText(run),
          stateText(run),
          run.counts ? grouped(run.counts.crimesCompared) : '',
          run.counts ? grouped(run.counts.pairsFound) : '',
          lengthText(run, now),
        ])}
      />
    )}
    <CursorLinks label="Pages of runs" first={first} next={next} />
  </>
)

function whyText({ scope, causes }: ListedRun): string {
  if (scope === 'whole') return 'Everything'
  if (causes.length === 0) return 'What was touched'
  const text = causes.map((cause) => causeTexts[cause]).join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
