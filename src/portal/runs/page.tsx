import type { Child, FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { MatchCause, MatchChangeKind } from '../../domain/match-change.ts'
import type { MatchingRun } from '../../store/records/run-records.ts'
import type { VisibleChange } from '../../store/records/visible-changes.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { ChangeTable } from '../match/change-table.tsx'
import { causeTexts, changeTexts } from '../match/change-text.ts'
import { lengthText, stateText } from './run-text.ts'

const pairsTexts = {
  radius: 'with a position in radius',
  near: 'near, also those who are ruled out',
  all: 'of everybody who could lawfully be compared',
} as const

/** One run: why it was, by what rules, and which pairs it says otherwise than before. */
export const RunPage: FC<{
  run: MatchingRun
  totals: {
    causes: ReadonlyMap<MatchCause, number>
    changes: ReadonlyMap<MatchChangeKind, number>
  }
  changes: readonly VisibleChange[]
  now: number
  first: string | undefined
  next: string | undefined
}> = ({ run, totals, changes, now, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Run {run.id}</h1>
    <SummaryList rows={facts(run, totals, now)} />
    {run.outcome === 'failed' && (
      <p class="govuk-body">
        A run that fails changes nothing: what stood before still stands. What it had to compare
        waits, and is tried again.
      </p>
    )}
    {run.outcome === 'done' && changes.length === 0 && (
      <p class="govuk-body">Nothing that you may see is said otherwise than before.</p>
    )}
    {changes.length > 0 && <ChangeTable caption="What changed" changes={changes} of="run" />}
    <CursorLinks label="Pages of changes" first={first} next={next} />
  </>
)

function facts(
  run: MatchingRun,
  { causes, changes }: Parameters<typeof RunPage>[0]['totals'],
  now: number,
): (readonly [string, Child])[] {
  const { counts, parameters } = run
  return [
    ['State', stateText(run)],
    ...(run.message ? [['What went wrong', run.message] as const] : []),
    [
      'Began',
      `${londonTime(run.startedAt)}, ${run.begunBy === 'automatic' ? 'by the server' : 'by a command'}`,
    ],
    ['Took', lengthText(run, now)],
    [
      'Compared',
      run.scope === 'whole'
        ? 'everything'
        : 'the crimes that something had touched; of the others what stood before stands',
    ],
    ...[...causes]
      .filter(([cause]) => cause !== 'whole')
      .map(([cause, count]) => [`Because ${causeTexts[cause]}`, counted(count, 'crime')] as const),
    ...(counts
      ? ([
          ['Crimes compared', counted(counts.crimesCompared, 'crime')],
          ['Pairs of crime and wearer', counted(counts.pairsFound, 'pair')],
        ] as const)
      : []),
    ...(['appeared', 'changed', 'fell_away'] as const).map(
      (kind) => [changeTexts[kind], counted(changes.get(kind) ?? 0, 'pair')] as const,
    ),
    ['Which pairs are told', pairsTexts[run.pairs]],
    ['Radius', `${parameters['radiusMetres']} m`],
    ['Windows widened by', counted(Number(parameters['padMinutes']), 'minute')],
    ['Method', run.algorithmVersion],
  ]
}
