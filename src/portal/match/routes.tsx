import { type AppError, nothingHere } from '../../domain/errors.ts'
import type { Verdict } from '../../domain/evidence-summary.ts'
import { verdicts } from '../../domain/force-figures.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { runFigures } from '../../store/records/figure-records.ts'
import type { MatchSummary } from '../../store/records/match-records.ts'
import { findRun, newestRun } from '../../store/records/run-records.ts'
import { standingPlaceOf } from '../../store/records/standing-records.ts'
import { visibleChangesOfPair } from '../../store/records/visible-changes.ts'
import {
  restrictionOnMatch,
  type StandingPlace,
  visibleMatch,
  visibleMatches,
  visibleMatchesOf,
} from '../../store/records/visible-matches.ts'
import { notShown } from '../not-shown.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { MatchesFoundPage } from './found-page.tsx'
import { type MatchFilter, MatchListPage } from './list-page.tsx'
import { NoRunPage } from './no-run-page.tsx'
import { MatchPage } from './page.tsx'

const crumbs = [{ text: 'Matches', href: paths.matches }]
const limit = PAGE_ROWS + 1

/** Matches: what stands, as a list, what a search finds in it, and one of any run. */
export function matchRoutes({ folder: { records }, show, now }: PortalServices): Route[] {
  const by = (context: Asked) => ({ accountId: accountIdOf(context), at: now() })
  return [
    {
      method: 'GET',
      path: paths.matches,
      access: 'matches:read',
      audit: { action: 'consult', what: 'matches' },
      async handle(context) {
        const run = await newestRun(records)
        const title = { title: 'Matches', section: paths.matches }
        if (!run) {
          tell(context, { subjects: [], count: 0 })
          return show(context, title, <NoRunPage />)
        }
        const { after, filter } = askedFor(context)
        const { verdict, force } = filter
        const page = { verdict, policeForce: force, after, limit }
        const { shown, last } = pageOf(await visibleMatches(records, by(context), page))
        const newest = after ? undefined : { run, figures: await runFigures(records, run.id) }
        tell(context, wearersOf(shown))
        const content = { asking: context.get('asking'), newest, filter, matches: shown }
        return show(context, title, <MatchListPage {...content} next={placeText(last)} />)
      },
    },
    {
      method: 'POST',
      path: paths.matches,
      access: 'matches:read',
      audit: { action: 'search', what: 'matches' },
      async handle(context) {
        const form = await context.req.parseBody()
        const sought = typeof form['search'] === 'string' ? form['search'].trim() : ''
        const asking = context.get('asking')
        const title = { title: 'Search matches', crumbs, section: paths.matches }
        if (sought === '' || sought.length > 100) {
          const text =
            'Enter a crime reference, the id of a wearer or a CRN, at most 100 characters'
          const faults = [{ field: 'search', text }]
          const content = <MatchesFoundPage asking={asking} sought={sought} faults={faults} />
          return show(context, { ...title, status: 422 }, content)
        }
        const page = { after: placeFrom(text(form['after'])), limit }
        const { shown, last } = pageOf(await visibleMatchesOf(records, by(context), sought, page))
        tell(context, wearersOf(shown))
        return show(
          context,
          title,
          <MatchesFoundPage
            asking={asking}
            sought={sought}
            faults={[]}
            matches={shown}
            next={placeText(last)}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.match(':run', ':ordinal'),
      access: 'matches:read',
      audit: { action: 'consult', what: 'match' },
      async handle(context) {
        const { run: runId, ordinal } = placeOf(context)
        const run = await findRun(records, runId)
        const match = await visibleMatch(records, by(context), { runId, ordinal })
        if (!run || !match) throw await unseen(context, { runId, ordinal })
        const { crime, deviceWearerId, inRadius } = match
        tell(context, {
          subjects: [deviceWearerId],
          interval: { from: crime.window.from, to: crime.window.to + 1 },
          count: inRadius.length,
          details: { run: runId, ordinal },
        })
        const title = `Wearer ${deviceWearerId} and crime ${crime.crimeReference}`
        const radiusMetres = Number(run.parameters['radiusMetres'])
        const standing = await standingPlaceOf(records, match)
        const history = await visibleChangesOfPair(records, by(context), match, PAGE_ROWS)
        return show(
          context,
          { title, crumbs, section: paths.matches },
          <MatchPage
            match={match}
            standing={standing}
            history={history}
            radiusMetres={radiusMetres}
            reviewsAudit={context.get('asking').actor.permissions.has('audit:review')}
          />,
        )
      },
    },
  ]

  async function unseen(
    context: Asked,
    place: { runId: number; ordinal: number },
  ): Promise<AppError> {
    const restriction = await restrictionOnMatch(records, by(context), place)
    return notShown(restriction)
  }
}

function askedFor(context: Asked): { after: StandingPlace | undefined; filter: MatchFilter } {
  const { after, verdict, force } = context.req.query()
  return {
    after: placeFrom(after),
    filter: {
      verdict: verdicts.find((known: Verdict) => known === verdict),
      force: policeForce(force ?? '')?.identifier,
    },
  }
}

/** A place as an address and a form carry it. */
function placeText(last: MatchSummary | undefined): string | undefined {
  return last && `${last.crimeId}-${last.ordinal}`
}

function placeFrom(text: string | undefined): StandingPlace | undefined {
  const [crimeId, ordinal] = (text ?? '').split('-').map(wholeNumber)
  return crimeId === undefined || ordinal === undefined ? undefined : { crimeId, ordinal }
}

/** @throws AppError NOT_FOUND for an address that no match can have. */
function placeOf(context: Asked): { run: number; ordinal: number } {
  const run = wholeNumber(context.req.param('run'))
  const ordinal = wholeNumber(context.req.param('ordinal'))
  if (run === undefined || ordinal === undefined) {
    throw nothingHere()
  }
  return { run, ordinal }
}

function wearersOf(matches: readonly MatchSummary[]) {
  const subjects = [...new Set(matches.map(({ deviceWearerId }) => deviceWearerId))]
  return { subjects, count: matches.length }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
