import { wakeHandOver } from '../../app/hand-over/hand-over.ts'
import { nothingHere } from '../../domain/errors.ts'
import type { HandOver } from '../../domain/hand-over.ts'
import { type Route, type Told, tell } from '../../server/route.ts'
import {
  handOverById,
  handOversOf,
  pictureOf,
  unsentBy,
} from '../../store/records/hand-over-records.ts'
import { accountWork } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { frameOfNotes } from '../notes/frame-of-notes.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths } from '../paths.ts'
import { askedPerson } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices, viewerOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { HandOverPage, HandOversPage, UnsentPage } from './hand-overs-page.tsx'

const what = 'hand-overs'
const readers = ['notes:write', 'cases:hand-over'] as const
const MOST_UNSENT = 200

/** What was sent to the case record, and what became of it. */
export function handOverRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  return [
    {
      method: 'GET',
      path: paths.handOvers(':id'),
      access: readers,
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const before = wholeNumber(context.req.query('before'))
        const asked = { before, limit: PAGE_ROWS + 1 }
        const { shown, last } = pageOf(
          await handOversOf(records, viewerOf(context, services), person.id, asked),
        )
        tell(context, { subjects: [person.id], count: shown.length })
        const title = `Sent to the case record of ${personName(person)}`
        return show(
          context,
          frameOfNotes(person, title, 'notes'),
          <HandOversPage
            asking={context.get('asking')}
            personId={person.id}
            title={title}
            handOvers={shown}
            isFirst={before === undefined}
            last={last?.id}
            done={context.req.query('done')}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.handOver(':id', ':handOver'),
      access: readers,
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const id = wholeNumber(context.req.param('handOver'))
        const handOver =
          id === undefined
            ? undefined
            : await handOverById(records, viewerOf(context, services), person.id, id)
        if (!handOver) throw nothingHere()
        tell(context, toldOf(handOver))
        const title = `Sent to the case record: number ${handOver.id}`
        return show(
          context,
          frameOfNotes(person, title, 'hand-overs'),
          <HandOverPage
            asking={context.get('asking')}
            title={title}
            handOver={handOver}
            png={await pictureOf(records, handOver.id)}
            done={context.req.query('done')}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.wakeHandOver(':id', ':handOver'),
      access: 'cases:hand-over',
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const id = wholeNumber(context.req.param('handOver')) ?? 0
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        await wakeHandOver(accountWork(context, services), of, id)
        return context.redirect(doneAt(paths.handOver(person.id, id), 'hand-over-awoken'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.unsentHandOvers,
      access: 'cases:hand-over',
      audit: { action: 'consult', what },
      async handle(context) {
        const unsent = await unsentBy(records, viewerOf(context, services), MOST_UNSENT)
        const subjects = new Set(unsent.flatMap(({ deviceWearerId }) => deviceWearerId ?? []))
        tell(context, { subjects: [...subjects], count: unsent.length })
        const title = 'What the case record has not got'
        return show(
          context,
          { title, section: paths.people },
          <UnsentPage title={title} unsent={unsent} most={MOST_UNSENT} />,
        )
      },
    },
  ]
}

function toldOf({ id, deviceWearerId, picture }: HandOver): Told {
  return {
    subjects: [deviceWearerId],
    ...(picture && picture !== 'erased' && { interval: picture }),
    count: 1,
    details: { handOver: id },
  }
}
