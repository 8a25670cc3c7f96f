import { readCrimeTrails } from '../../app/read-crime-trails.ts'
import { AppError, nothingHere } from '../../domain/errors.ts'
import { crimeMappingIntervals } from '../../domain/lawful-intervals.ts'
import { paddedWindow } from '../../matching/proximity.ts'
import { type Route, tell } from '../../server/route.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { visibleCrimeVersions } from '../../store/records/visible-crimes.ts'
import { visibleLegalBasis } from '../../store/records/visible-legal-basis.ts'
import { restrictionMessage } from '../../store/records/visible-person.ts'
import {
  MOST_PAIRS,
  type StandingMatch,
  visibleCrimeStanding,
  visibleStandingOfCrime,
} from '../../store/records/visible-standing.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { CrimeMapPage, type MappedCrime } from './map-page.tsx'
import { crimeMapChoice, MOST_WEARERS } from './typed-crime-map.ts'

/** The map of one crime: the trails of those wearers alone who were chosen, read as far as crimes may be mapped. */
export function crimeMapRoute({ folder, show, now, policy }: PortalServices): Route {
  const { records, archive } = folder
  return {
    method: 'GET',
    path: paths.crimeMap(':id'),
    access: 'matches:read',
    audit: { action: 'consult', what: 'movements' },
    async handle(context) {
      const asked = { accountId: accountIdOf(context), at: now() }
      const id = wholeNumber(context.req.param('id')) ?? 0
      const [newest] = await visibleCrimeVersions(records, asked.accountId, id)
      const standing = newest && (await visibleCrimeStanding(records, asked.accountId, id))
      if (!newest || !standing) throw nothingHere()
      const matches = await visibleStandingOfCrime(records, asked, id, MOST_PAIRS)
      const values = (name: string) => context.req.queries(name) ?? []
      await refuseRestricted(unlisted(values('wearer'), matches), asked)
      const choice = crimeMapChoice(matches, values)
      const crime = matches[0]?.crime ?? newest.crime
      const mapped: MappedCrime = {
        id,
        crime,
        radiusMetres: standing.run?.radiusMetres ?? policy.matching.radiusMetres,
        window: paddedWindow(crime.window, standing.run?.padMinutes ?? 0),
      }
      const ids = choice.chosen.map(({ deviceWearerId }) => deviceWearerId)
      const lawful = crimeMappingIntervals(await visibleLegalBasis(records, asked, ids))
      const scene = { ...crime, ...mapped }
      const trails = await readCrimeTrails(archive, lawful, scene, choice.besideMinutes)
      const beside = choice.besideMinutes * 60_000
      tell(context, {
        subjects: ids,
        interval: { from: mapped.window.from - beside, to: mapped.window.to + beside + 1 },
        count: trails.length,
        details: { crime: id, version: crime.version },
      })
      const text = `Choose at most ${MOST_WEARERS} wearers: the first ${MOST_WEARERS} are shown`
      const faults = choice.tooMany ? [{ field: 'wearer', text }] : []
      const title = `Crime ${crime.crimeReference} on the map`
      const crumbs = [
        { text: 'Crimes', href: paths.crimes },
        { text: crime.crimeReference, href: paths.crime(id) },
      ]
      return show(
        context,
        { title, crumbs, section: paths.crimes, status: choice.tooMany ? 422 : 200 },
        <CrimeMapPage {...{ mapped, matches, choice, trails, faults }} />,
      )
    },
  }

  /** @throws AppError RESTRICTED where somebody was asked for whom only a restriction keeps from the account. */
  async function refuseRestricted(ids: readonly string[], asked: Viewer): Promise<void> {
    for (const id of ids) {
      const message = await restrictionMessage(records, asked, id)
      if (message !== undefined) throw new AppError('RESTRICTED', message, { subjects: [id] })
    }
  }
}

function unlisted(wanted: readonly string[], matches: readonly StandingMatch[]): readonly string[] {
  const listed = new Set(matches.map(({ deviceWearerId }) => deviceWearerId))
  return wanted.filter((id) => !listed.has(id)).slice(0, MOST_WEARERS)
}
