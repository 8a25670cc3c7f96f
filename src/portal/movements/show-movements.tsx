import type { Child } from 'hono/jsx'
import { lastCapturedAt, readMovements } from '../../app/read-movements.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { type Asked, tell } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { rangeAsTyped, rangeQuery, readRange, typedRange } from '../components/typed-range.ts'
import { devicesBehind, Freshness } from '../feeds/freshness.tsx'
import type { PortalServices } from '../portal-services.ts'
import type { Shown } from '../show.tsx'
import { MovementsPage } from './movements-page.tsx'
import { zonesShown } from './zones-shown.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Where the page lies and what it is called. */
export interface MovementsAddress extends Pick<Shown, 'title' | 'crumbs' | 'section' | 'person'> {
  readonly path: string
}

/** The page of somebody's movements, for whoever may see them; the period is the address's, or the last day of data. */
export async function showMovements(
  context: Asked,
  services: PortalServices,
  person: PersonFile,
  address: MovementsAddress,
): Promise<Response> {
  const { folder, show, now } = services
  const asked = typedRange((name) => context.req.query(name))
  const read = asked ? readRange(asked) : { within: await lastDay(folder, person, now()) }
  if ('faults' in read && asked) {
    return answer(context, show, address, { typed: asked, faults: read.faults, shown: undefined })
  }
  if (!('within' in read)) throw new Error('Cannot have faults in a period nobody typed')
  const { within } = read
  const movements = await readMovements(folder.archive, person, within, now())
  const count = movements.positions.length
  tell(context, { subjects: [person.id], interval: within, count })
  return answer(context, show, address, {
    typed: rangeAsTyped(within),
    faults: [],
    above: <Freshness late={await devicesBehind(services, person.id)} now={now()} />,
    shown: {
      movements,
      within,
      zones: zonesShown(person, within),
      page: Number(context.req.query('page') ?? 1),
      pageHref: (page) => `${address.path}${rangeQuery(within)}&page=${page}`,
    },
  })
}

function answer(
  context: Asked,
  show: PortalServices['show'],
  { path, ...shell }: MovementsAddress,
  {
    above,
    ...content
  }: Omit<Parameters<typeof MovementsPage>[0], 'heading' | 'path'> & { readonly above?: Child },
): Response {
  const status = content.faults.length > 0 ? 422 : 200
  return show(
    context,
    { ...shell, status },
    <>
      {above}
      <MovementsPage heading={shell.title} path={path} {...content} />
    </>,
  )
}

/** The 24 hours up to the last position that may be looked at; up to now where there is none. */
async function lastDay(
  { archive }: PortalServices['folder'],
  person: PersonFile,
  now: Instant,
): Promise<Interval> {
  const last = (await lastCapturedAt(archive, person)) ?? now
  const to = (Math.floor(last / MINUTE) + 1) * MINUTE
  return { from: to - DAY, to }
}
