import { AppError } from '../../domain/errors.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { standingRunOf } from '../../store/records/standing-records.ts'
import {
  visibleCrimes,
  visibleCrimesOf,
  visibleCrimeVersions,
} from '../../store/records/visible-crimes.ts'
import { visibleMatchesOfCrime } from '../../store/records/visible-matches.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { CrimeListPage, CrimesFoundPage } from './list-page.tsx'
import { CrimePage, type CrimeWearers } from './page.tsx'

const crumbs = [{ text: 'Crimes', href: paths.crimes }]
const limit = PAGE_ROWS + 1

/** Crimes: the list, what a search finds, and one of them. */
export function crimeRoutes({ folder: { records }, show, now }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.crimes,
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crimes' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = pageOf(
          await visibleCrimes(records, accountIdOf(context), { before, limit }),
        )
        tell(context, { subjects: [], count: shown.length })
        return show(
          context,
          { title: 'Crimes', section: paths.crimes },
          <CrimeListPage
            asking={context.get('asking')}
            crimes={shown}
            first={before === undefined ? undefined : paths.crimes}
            next={last && within(paths.crimes, { before: last.id })}
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
        const form = await context.req.parseBody()
        const reference = typeof form['reference'] === 'string' ? form['reference'].trim() : ''
        const force = policeForce(String(form['force']))?.identifier
        const asking = context.get('asking')
        const title = { title: 'Search crimes', crumbs, section: paths.crimes }
        const asked = { asking, reference, force }
        if (reference === '' || reference.length > 100) {
          const text = 'Enter a crime reference, at most 100 characters'
          const faults = [{ field: 'reference', text }]
          const content = <CrimesFoundPage {...asked} faults={faults} />
          return show(context, { ...title, status: 422 }, content)
        }
        const crimes = await visibleCrimesOf(records, accountIdOf(context), reference, force)
        tell(context, { subjects: [], count: crimes.length })
        return show(context, title, <CrimesFoundPage {...asked} faults={[]} crimes={crimes} />)
      },
    },
    {
      method: 'GET',
      path: paths.crime(':id'),
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crime' },
      async handle(context) {
        const id = wholeNumber(context.req.param('id'))
        const accountId = accountIdOf(context)
        const versions = id === undefined ? [] : await visibleCrimeVersions(records, accountId, id)
        const [newest] = versions
        if (id === undefined || !newest) {
          throw new AppError('NOT_FOUND', 'There is nothing at this address')
        }
        const wearers = await wearersNear(context, id)
        const matches = wearers === 'no run' ? [] : (wearers?.matches ?? [])
        tell(context, {
          subjects: matches.map(({ deviceWearerId }) => deviceWearerId),
          count: versions.length,
          details: { crime: id },
        })
        const title = `Crime ${newest.crime.crimeReference}`
        return show(
          context,
          { title, crumbs, section: paths.crimes },
          <CrimePage versions={versions} wearers={wearers} />,
        )
      },
    },
  ]

  async function wearersNear(
    context: Asked,
    crimeId: number,
  ): Promise<CrimeWearers | 'no run' | undefined> {
    if (!context.get('asking').actor.permissions.has('matches:read')) return undefined
    const runId = await standingRunOf(records, crimeId)
    if (runId === undefined) return 'no run'
    const after = wholeNumber(context.req.query('after'))
    const asked = { accountId: accountIdOf(context), at: now() }
    const page = { runId, after, limit }
    const { shown, last } = pageOf(await visibleMatchesOfCrime(records, asked, crimeId, page))
    const path = paths.crime(crimeId)
    return {
      matches: shown,
      first: after === undefined ? undefined : path,
      next: last && within(path, { after: last.ordinal }),
    }
  }
}
