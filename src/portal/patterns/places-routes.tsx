import { takePlaces } from '../../app/import-places.ts'
import { AppError } from '../../domain/errors.ts'
import { instantsOfLondon } from '../../domain/london-local.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { spoolFile } from '../../server/spool-file.ts'
import { placeExtracts, placesByCategory } from '../../store/records/place-records.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { plainFileName } from '../ingestion/plain-file-name.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { MOST_PLACES_MEGABYTES, PlacesPage } from './places-page.tsx'

const EXTRACTS = 20
const MOST_BYTES = MOST_PLACES_MEGABYTES * 1024 * 1024
/** Of what stands around the file in a form. */
const FORM_BYTES = 64 * 1024

/** The map of places of interest that everybody's visits are told to, and bringing in a newer one. */
export function placesRoutes({ folder, show, spool }: PortalServices): Route[] {
  const { records } = folder
  return [
    {
      method: 'GET',
      path: paths.placesOfInterest,
      access: 'places:manage',
      audit: 'nothing personal',
      handle: (context) => page(context, []),
    },
    {
      method: 'POST',
      path: paths.uploadPlaces,
      access: 'registry:manage',
      audit: { action: 'collect', what: 'places of interest' },
      maxBytes: MOST_BYTES + FORM_BYTES,
      streams: true,
      async handle(context) {
        const upload = context.get('upload')
        const part = upload?.file
        const dataOf = upload?.fields.get('dataOf')?.trim() ?? ''
        const refuse = (field: string, text: string) => {
          tell(context, { subjects: [], count: 0 })
          return page(context, [{ field, text }], dataOf)
        }
        if (dataOf !== '' && !instantsOfLondon({ date: dataOf, time: '12:00' })) {
          return refuse('dataOf', 'Enter a real date, such as 2026-11-01')
        }
        if (part?.name !== 'file' || !part.fileName) return refuse('file', 'Choose a file')
        try {
          const file = await spoolFile(spool, 'places.geojson', part.bytes)
          try {
            const { report } = await takePlaces(
              folder,
              { actor: context.get('asking').actor },
              { path: file.path, fileName: plainFileName(part.fileName) },
              { dataOf: dataOf === '' ? undefined : dataOf, accountId: accountIdOf(context) },
            )
            if (report.outcome === 'again') {
              return refuse('file', 'This file was brought in before: nothing in it is new')
            }
          } finally {
            file.remove()
          }
        } catch (error) {
          const isAboutFile = error instanceof AppError && aboutFile.has(error.code)
          if (!isAboutFile) throw error
          return refuse('file', error.message)
        }
        // What was taken wrote its event with what it kept.
        context.set('written', true)
        return context.redirect(doneAt(paths.placesOfInterest, 'places-taken'), 303)
      },
    },
  ]

  async function page(
    context: Asked,
    faults: readonly FieldFault[],
    dataOf?: string,
  ): Promise<Response> {
    const extracts = await placeExtracts(records, EXTRACTS)
    const [inForce] = extracts
    return show(
      context,
      {
        title: 'Places of interest',
        section: paths.placesOfInterest,
        status: faults.length > 0 ? 422 : 200,
      },
      <PlacesPage
        asking={context.get('asking')}
        extracts={extracts}
        counts={inForce ? await placesByCategory(records, inForce.id) : new Map()}
        faults={faults}
        dataOf={dataOf}
        done={context.req.query('done')}
      />,
    )
  }
}

const aboutFile: ReadonlySet<string> = new Set(['FILE_MALFORMED', 'TOO_LARGE'])
