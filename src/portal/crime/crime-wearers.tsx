import type { Child, FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonDate, londonTime } from '../../domain/london-time.ts'
import type { CrimeStanding, StandingMatch } from '../../store/records/visible-standing.ts'
import { Table } from '../components/table.tsx'
import { coincidenceText, coverageText, strengthText } from '../match/evidence-text.ts'
import { nearestText } from '../match/facts.ts'
import { VerdictTag } from '../match/verdict-tag.tsx'
import { paths } from '../paths.ts'
import { ReviewState } from './review-state.tsx'
import { splitByVerdict } from './split-by-verdict.ts'
import { STRONGEST_SHOWN } from './typed-crime-map.ts'

export interface CrimeWearersProps {
  readonly crimeId: number
  /** The crime's newest. */
  readonly version: number
  readonly standing: CrimeStanding
  /** All that stand, strongest first. */
  readonly matches: readonly StandingMatch[]
  /** A day up to which positions are held; `undefined` where none is. */
  readonly heldUntil: Instant | undefined
}

/** Who was near a crime, who was ruled out, and of whom nothing is known, as it stands now. */
export const CrimeWearers: FC<CrimeWearersProps> = (props) => {
  const { crimeId, standing, matches } = props
  if (!standing.run || standing.withdrawn) {
    return (
      <>
        <h2 class="govuk-heading-m">Who was near</h2>
        <p class="govuk-body">
          {standing.withdrawn ? 'A withdrawn crime is compared with nobody.' : 'Not compared yet.'}
        </p>
      </>
    )
  }
  const { near, ruledOut, undecided, noData } = splitByVerdict(matches)
  return (
    <>
      <h2 class="govuk-heading-m">Who was near</h2>
      {near.length === 0 ? (
        <p class="govuk-body">
          No match: nobody whom you may see was near. That says nothing of anyone whose tag was
          silent.
        </p>
      ) : (
        <Near crimeId={crimeId} near={near} />
      )}
      {undecided.length > 0 && <Undecided undecided={undecided} />}
      <h2 class="govuk-heading-m">Who was ruled out</h2>
      <RuledOut ruledOut={ruledOut} kept={standing.run.pairs !== 'radius'} />
      {noData.length > 0 && (
        <p class="govuk-body">
          {`Of ${counted(noData.length, 'wearer')} near by at other times there is no position that says anything of the window. That is not absence.`}
        </p>
      )}
      <Compared {...props} run={standing.run} />
    </>
  )
}

/** Ranked, with a box each: those that are ticked come on one map. */
const Near: FC<{ crimeId: number; near: readonly StandingMatch[] }> = ({ crimeId, near }) => (
  <form method="get" action={paths.crimeMap(crimeId)}>
    <Table
      caption="Wearers near, the strongest evidence of presence first"
      columns={[
        { title: 'On the map' },
        { title: 'Wearer' },
        { title: 'Evidence' },
        { title: 'Whereabouts known', numeric: true },
        { title: 'As near for as long' },
        { title: 'Nearest' },
        { title: 'Review' },
      ]}
      rows={near.map((match, rank) => [
        <Box id={match.deviceWearerId} checked={rank < STRONGEST_SHOWN} />,
        <WearerLinks match={match} />,
        ...evidenceCells(match),
        nearestText(match),
        <ReviewState review={match.review} />,
      ])}
    />
    <button type="submit" class="govuk-button">
      Show on the map
    </button>
  </form>
)

const Box: FC<{ id: string; checked: boolean }> = ({ id, checked }) => (
  <div class="govuk-checkboxes govuk-checkboxes--small">
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        type="checkbox"
        id={`wearer-${id}`}
        name="wearer"
        value={id}
        {...(checked && { checked: true })}
      />
      <label class="govuk-label govuk-checkboxes__label" for={`wearer-${id}`}>
        <span class="govuk-visually-hidden">Wearer {id}</span>
      </label>
    </div>
  </div>
)

const WearerLinks: FC<{ match: StandingMatch }> = ({ match }) => (
  <>
    <a href={paths.match(match.runId, match.ordinal)} class="govuk-link">
      {match.deviceWearerId}
    </a>
    <br />
    <a href={paths.wearerCrimes(match.deviceWearerId)} class="govuk-link">
      Other crimes
      <span class="govuk-visually-hidden"> of wearer {match.deviceWearerId}</span>
    </a>
  </>
)

function evidenceCells({ evidence }: StandingMatch): Child[] {
  if (!evidence) return ['Not weighed', '', '']
  return [
    <>
      <VerdictTag evidence={evidence} />
      <br />
      {strengthText(evidence)}
    </>,
    coverageText(evidence),
    coincidenceText(evidence),
  ]
}

/** Folded: there may be many, and nothing follows from any of them. */
const Undecided: FC<{ undecided: readonly StandingMatch[] }> = ({ undecided }) => (
  <details class="govuk-details">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">
        {`${counted(undecided.length, 'other wearer')} with no position in the circle, and not ruled out`}
      </span>
    </summary>
    <div class="govuk-details__text">
      <Table
        caption="Others, not ruled out"
        captionHidden
        columns={[
          { title: 'Wearer' },
          { title: 'Evidence' },
          { title: 'Whereabouts known', numeric: true },
          { title: 'Nearest' },
        ]}
        rows={undecided.map(plainCells)}
      />
    </div>
  </details>
)

function plainCells(match: StandingMatch): Child[] {
  return [
    <a href={paths.match(match.runId, match.ordinal)} class="govuk-link">
      {match.deviceWearerId}
    </a>,
    match.evidence ? strengthText(match.evidence) : 'Not weighed',
    match.evidence ? coverageText(match.evidence) : '',
    nearestText(match),
  ]
}

const RuledOut: FC<{ ruledOut: readonly StandingMatch[]; kept: boolean }> = ({ ruledOut, kept }) =>
  ruledOut.length === 0 ? (
    <p class="govuk-body">
      {kept
        ? 'Of nobody whom you may see does the evidence support absence.'
        : 'The comparison kept only those with positions near. Whom else it ruled out is not known here.'}
    </p>
  ) : (
    <Table
      caption="Wearers whose trail supports absence, the strongest last"
      columns={[
        { title: 'Wearer' },
        { title: 'Evidence' },
        { title: 'Whereabouts known', numeric: true },
        { title: 'Nearest' },
      ]}
      rows={ruledOut.map(plainCells)}
    />
  )

/** When and how it was compared, and what of it may be out of date. */
const Compared: FC<CrimeWearersProps & { run: NonNullable<CrimeStanding['run']> }> = ({
  version,
  standing,
  heldUntil,
  run,
}) => (
  <>
    <p class="govuk-body">
      {`Compared ${run.finishedAt === undefined ? '' : `on ${londonTime(run.finishedAt)} `}within ${run.radiusMetres} m, by method ${run.algorithmVersion}, with the positions that had come in by ${londonTime(run.startedAt)}.`}
      {heldUntil !== undefined &&
        ` Positions are held up to ${londonDate(heldUntil)}; tags may send later what they recorded before.`}
    </p>
    {run.comparedVersion !== undefined && run.comparedVersion < version && (
      <p class="govuk-inset-text">
        {`Version ${run.comparedVersion} was compared. Version ${version} came later and is not compared yet.`}
      </p>
    )}
    {standing.waitingSince !== undefined && (
      <p class="govuk-inset-text">
        {`Something that touches this crime came in on ${londonTime(standing.waitingSince)}: it will be compared again.`}
      </p>
    )}
  </>
)
