import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import { crimeTypes } from '../../domain/crime-types.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import type { NamedWearer, PlaceQuestion } from '../../store/records/place-question-records.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { coincidenceText, coverageText, strengthText } from '../match/evidence-text.ts'
import { VerdictTag } from '../match/verdict-tag.tsx'
import { paths } from '../paths.ts'

/** What a question of place was answered, as it was kept. */
export const AnswerPage: FC<{
  question: PlaceQuestion
  named: readonly NamedWearer[]
  /** Whether anybody at all is kept from whoever looks. */
  leavesOut: boolean
}> = ({ question, named, leavesOut }) => (
  <>
    <span class="govuk-caption-l">Was it any of ours?</span>
    <h1 class="govuk-heading-l">Crime number {question.crimeReference}</h1>
    <h2 class="govuk-heading-m">{headline(question, named.length)}</h2>
    <p class="govuk-body">{silenceText(question)}</p>
    {question.unweighed > 0 && (
      <p class="govuk-inset-text">
        {counted(question.unweighed, 'other wearer')} came within {grouped(question.radiusMetres)}{' '}
        m, less near than these, and {question.unweighed === 1 ? 'was' : 'were'} not weighed. Ask
        with a smaller radius or a shorter time.
      </p>
    )}
    {leavesOut && (
      <p class="govuk-inset-text">
        People who are restricted for you are left out, whether they were near or not. A colleague
        who may see them can ask again.
      </p>
    )}
    {named.length > 0 && <Near named={named} radius={question.radiusMetres} />}
    <h2 class="govuk-heading-m">What was asked</h2>
    <SummaryList
      rows={[
        ['Place', `${placeText(question.latitude, question.longitude)} (WGS84)`],
        ['Radius', `${grouped(question.radiusMetres)} m`],
        ['Time', londonWindow(question.window.from, question.window.to)],
        ['Kind of crime', crimeTypes[question.crimeType]],
        ...(question.crimeId === undefined
          ? []
          : [
              [
                'Crime held here',
                <a class="govuk-link" href={paths.crime(question.crimeId)}>
                  {question.crimeReference}
                </a>,
              ] as const,
            ]),
        ['Needed for', question.purpose],
        ['Asked', `${londonTime(question.askedAt)} by ${question.username}`],
        ['Could lawfully be compared', counted(question.compared, 'wearer')],
        ['Near enough to be weighed', counted(question.weighed, 'wearer')],
        ['Of those, ruled out', counted(question.ruledOut, 'wearer')],
        ['Sent nothing in that time', counted(question.silent, 'wearer')],
        ['Method', question.algorithmVersion],
      ]}
    />
    <p class="govuk-body">
      Weighed with what matching run {question.runId} learned of everybody. Who was near and how
      near is exact; a strength can differ a little from what a run of the same crime says, because
      everybody’s habits are taken from the newest weeks and not from the days around every crime.
      It says where a tag was, not who did anything.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.questions}>
        Ask about another crime
      </a>
    </p>
  </>
)

const Near: FC<{ named: readonly NamedWearer[]; radius: number }> = ({ named, radius }) => (
  <Table
    caption="Wearers near, the strongest evidence of presence first"
    columns={[
      { title: 'Wearer' },
      { title: 'Evidence' },
      { title: 'Whereabouts known', numeric: true },
      { title: 'Nearest', numeric: true },
      { title: `Positions within ${radius} m`, numeric: true },
      { title: 'As near for as long' },
    ]}
    rows={named.map(({ deviceWearerId, evidence, closestMetres, closestAt, positionsInRadius }) => [
      deviceWearerId,
      <>
        <VerdictTag evidence={evidence} />
        <br />
        {strengthText(evidence)}
      </>,
      coverageText(evidence),
      closestMetres === undefined
        ? 'none in that time'
        : `${Math.round(closestMetres)} m${closestAt === undefined ? '' : `, ${londonTime(closestAt)}`}`,
      grouped(positionsInRadius),
      coincidenceText(evidence),
    ])}
  />
)

function headline({ compared }: PlaceQuestion, near: number): string {
  if (compared === 0) return 'Nobody could lawfully be compared at that time'
  if (near === 0) return 'Nobody whose tag reported was seen near'
  return `${counted(near, 'wearer was', 'wearers were')} seen near`
}

function silenceText({ compared, silent }: PlaceQuestion): string {
  if (compared === 0) return 'So nothing is known, of anybody.'
  if (silent === 0) {
    return `All ${grouped(compared)} tags reported at some time in it. What they did not report of is not known: a gap is never absence.`
  }
  return `${grouped(silent)} of ${counted(compared, 'tag')} sent nothing in that time. Their wearers may have been anywhere, and so may others within gaps: this is never “nobody”.`
}
