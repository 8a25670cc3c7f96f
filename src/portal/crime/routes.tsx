import { nothingHere } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { type CrimeSearch, searchVisibleCrimes } from '../../store/records/visible-crime-search.ts'
import {
  type VisibleCrimeVersion,
  visibleCrimeVersions,
} from '../../store/records/visible-crimes.ts'
import {
  MOST_PAIRS,
  visibleCrimeStanding,
  visiblePairsOfCrimes,
  visibleStandingOfCrime,
} from '../../store/records/visible-standing.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { CrimeListPage, CrimesFoundPage, type CrimesShown } from './list-page.tsx'
import { crimeMapRoute } from './map-route.tsx'
import { CrimePage } from './page.tsx'
import { readCrimeSearch, typedCrimeSearch } from './typed-crime-search.ts'
import { CrimeVersionPage } from './version-page.tsx'

const crumbs = [{ text: 'Crimes', href: paths.crimes }]
const section = paths.crimes
const limit = PAGE_ROWS + 1

/** Crimes: the list, what a search finds, one of them, one version, and its map. */
export function crimeRoutes(services: PortalServices): Route[] {
  const { folder, show, now } = services
  const { records, archive } = folder
  const by = (context: Asked) => ({ accountId: accountIdOf(context), at: now() })
  return [
    {
      method: 'GET',
      path: paths.crimes,
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crimes' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = await crimesFor(context, {}, before)
        return show(
          context,
          { title: 'Crimes', section },
          <CrimeListPage
            asking={context.get('asking')}
            shown={shown}
            first={before === undefined ? undefined : paths.crimes}
            next={last === undefined ? undefined : within(paths.crimes, { before: last })}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.crimes,
      access: 'crimes:read',
      audit: { action: 'search', what: 'crimes' },
      async handle(context) {
        const form = await formValues(context)
        const asking = context.get('asking')
        const typed = typedCrimeSearch(form, seesMatches(context))
        const title = { title: 'Search crimes', crumbs, section }
        const read = readCrimeSearch(typed)
        if ('faults' in read) {
          const content = <CrimesFoundPage asking={asking} typed={typed} faults={read.faults} />
          return show(context, { ...title, status: 422 }, content)
        }
        const before = wholeNumber(form.text('before'))
        const { shown, last } = await crimesFor(context, read.search, before)
        return show(
          context,
          title,
          <CrimesFoundPage asking={asking} typed={typed} faults={[]} shown={shown} next={last} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.crime(':id'),
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crime' },
      async handle(context) {
        const { id, versions, newest } = await crimeOf(context)
        const standing = await visibleCrimeStanding(records, accountIdOf(context), id)
        if (!standing) throw nothingHere()
        const matches = seesMatches(context)
          ? await visibleStandingOfCrime(records, by(context), id, MOST_PAIRS)
          : undefined
        tell(context, {
          subjects: (matches ?? []).map(({ deviceWearerId }) => deviceWearerId),
          count: versions.length,
          details: { crime: id },
        })
        const title = `Crime ${newest.crime.crimeReference}`
        return show(
          context,
          { title, crumbs, section },
          <CrimePage
            crimeId={id}
            versions={versions}
            standing={standing}
            wearers={matches && { matches, heldUntil: await lastDay() }}
            mayDraft={context.get('asking').actor.permissions.has('reports:draft')}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.crimeVersion(':id', ':version'),
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crime' },
      async handle(context) {
        const { id, versions, newest } = await crimeOf(context)
        const number = wholeNumber(context.req.param('version'))
        const shown = versions.find(({ crime }) => crime.version === number)
        if (!shown) throw nothingHere()
        tell(context, {
          subjects: [],
          count: 1,
          details: { crime: id, version: shown.crime.version },
        })
        const { crimeReference, version } = shown.crime
        return show(
          context,
          {
            title: `Crime ${crimeReference}, version ${version}`,
            crumbs: [...crumbs, { text: crimeReference, href: paths.crime(id) }],
            section,
          },
          <CrimeVersionPage crimeId={id} shown={shown} newest={newest.crime.version} />,
        )
      },
    },
    crimeMapRoute(services),
  ]

  /** A page of crimes with who was near, where whoever asks may know; said to the audit. */
  async function crimesFor(
    context: Asked,
    search: CrimeSearch,
    before: number | undefined,
  ): Promise<{ shown: CrimesShown; last: number | undefined }> {
    const found = await searchVisibleCrimes(records, by(context), search, { before, limit })
    const { shown: crimes, last } = pageOf(found)
    const ids = crimes.map(({ id }) => id)
    const pairs = seesMatches(context)
      ? await visiblePairsOfCrimes(records, by(context), ids)
      : undefined
    // Wearers are counted here, not named.
    tell(context, { subjects: [], count: crimes.length })
    return { shown: { crimes, pairs }, last: last?.id }
  }

  /** @throws AppError NOT_FOUND where there is no such crime, or whoever asks may not see its force. */
  async function crimeOf(context: Asked): Promise<{
    id: number
    versions: readonly VisibleCrimeVersion[]
    newest: VisibleCrimeVersion
  }> {
    const id = wholeNumber(context.req.param('id')) ?? 0
    const versions = await visibleCrimeVersions(records, accountIdOf(context), id)
    const [newest] = versions
    if (!newest) throw nothingHere()
    return { id, versions, newest }
  }

  /** The last day of which any position is held. */
  async function lastDay(): Promise<Instant | undefined> {
    const days = await archive.days()
    return days.length === 0 ? undefined : Math.max(...days.map(({ day }) => day))
  }
}

function seesMatches(context: Asked): boolean {
  return context.get('asking').actor.permissions.has('matches:read')
}
