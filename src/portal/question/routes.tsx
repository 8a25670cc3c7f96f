import { algorithmVersion } from '../../app/algorithm-version.ts'
import { askPlace } from '../../app/questions/ask-place.ts'
import { QuestionGround } from '../../app/questions/question-ground.ts'
import { nothingHere } from '../../domain/errors.ts'
import { defaultParameters } from '../../matching/parameters.ts'
import { writeAltered } from '../../server/gate.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import {
  addPlaceQuestion,
  placeQuestion,
  placeQuestions,
  visibleAmong,
  visibleNamed,
} from '../../store/records/place-question-records.ts'
import { hiddenFrom } from '../../store/records/restriction-records.ts'
import { visibleCrimesOf } from '../../store/records/visible-crimes.ts'
import { takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { AnswerPage } from './answer-page.tsx'
import { AskPage } from './ask-page.tsx'
import {
  emptyRange,
  type ReadQuestion,
  readQuestion,
  type TypedQuestion,
  typedQuestion,
} from './typed-question.ts'

const title = 'Was it any of ours?'
const access = 'places:ask'
const section = paths.questions

/** "Was it any of ours?": a place and a time, and who was near. */
export function questionRoutes({ folder, show, now, policy }: PortalServices): Route[] {
  const { records } = folder
  const limits = policy.placeQuestions
  const ground = new QuestionGround(folder, defaultParameters.evidence)
  const untyped: TypedQuestion = {
    reference: '',
    place: '',
    radius: String(Math.min(defaultParameters.radiusMetres, limits.mostRadiusMetres)),
    crimeType: '',
    range: emptyRange,
    purpose: '',
  }
  return [
    {
      method: 'GET',
      path: paths.questions,
      access,
      audit: { action: 'consult', what: 'place questions' },
      async handle(context) {
        // Whoever reads the form asks in a while, and need not wait for what the answer stands on.
        ground.stand().catch(() => undefined)
        const before = wholeNumber(context.req.query('before'))
        const asked = await placeQuestions(records, { before, limit: PAGE_ROWS + 1 })
        const { shown, last } = pageOf(asked)
        tell(context, { subjects: [], count: shown.length })
        const earlier = {
          questions: shown,
          first: before === undefined ? undefined : paths.questions,
          next: last && within(paths.questions, { before: last.id }),
        }
        const props = { asking: context.get('asking'), typed: untyped, limits, earlier }
        return show(context, { title, section }, <AskPage {...props} />)
      },
    },
    {
      method: 'POST',
      path: paths.questions,
      access,
      audit: { action: 'combine', what: 'movements and a place' },
      async handle(context) {
        const typed = typedQuestion(await formValues(context))
        const crimes =
          typed.reference === '' || typed.reference.length > 100
            ? []
            : await visibleCrimesOf(records, accountIdOf(context), typed.reference)
        const read = readQuestion(typed, crimes, limits)
        if ('faults' in read) return again(context, typed, read.faults)
        const taken = await takeForm(() => answer(context, typed, read.asked), 'reference')
        if (taken.faults) return again(context, typed, taken.faults)
        return context.redirect(paths.question(taken.done), 303)
      },
    },
    {
      method: 'GET',
      path: paths.question(':id'),
      access,
      audit: { action: 'consult', what: 'place question' },
      async handle(context) {
        const id = wholeNumber(context.req.param('id'))
        const question = id === undefined ? undefined : await placeQuestion(records, id)
        if (!question) throw nothingHere()
        const named = await visibleNamed(records, viewerOf(context), question.id)
        const hidden = await hiddenFrom(records, context.get('asking').actor.username)
        tell(context, {
          subjects: named.map(({ deviceWearerId }) => deviceWearerId),
          interval: halfOpen(question.window),
          count: named.length,
          details: { question: question.id },
        })
        return show(
          context,
          {
            title: `Crime number ${question.crimeReference}`,
            crumbs: [{ text: title, href: paths.questions }],
            section,
          },
          <AnswerPage question={question} named={named} leavesOut={hidden.size > 0} />,
        )
      },
    },
  ]

  function again(context: Asked, typed: TypedQuestion, faults: readonly FieldFault[]) {
    const props = { asking: context.get('asking'), typed, limits, faults }
    return show(context, { title, section, status: 422 }, <AskPage {...props} />)
  }

  /** Answers, and keeps the question with its answer and its event. @returns its number. */
  async function answer(
    context: Asked,
    { reference, purpose }: TypedQuestion,
    { place, radiusMetres, crimeId }: ReadQuestion,
  ): Promise<number> {
    const parameters = { ...defaultParameters, radiusMetres, nearMetres: radiusMetres }
    const { near, ...counts } = await askPlace(folder, ground, place, parameters)
    const viewer = viewerOf(context)
    const ids = near.map(({ deviceWearerId }) => deviceWearerId)
    const visible = await visibleAmong(records, viewer, ids)
    const named = near.filter(({ deviceWearerId }) => visible.has(deviceWearerId))
    const kept = {
      ...place,
      ...counts,
      radiusMetres,
      crimeId,
      crimeReference: reference,
      purpose,
      weighed: named.length,
      ruledOut: named.filter(({ evidence }) => evidence.verdict === 'supports_absence').length,
      algorithmVersion: algorithmVersion(parameters),
    }
    return records.transaction(async (transaction) => {
      const id = await addPlaceQuestion(transaction, viewer, kept, named)
      await writeAltered(context, transaction, now(), {
        action: 'combine',
        outcome: 'done',
        what: 'movements and a place',
        subjects: named.map(({ deviceWearerId }) => deviceWearerId),
        interval: halfOpen(place.window),
        count: named.length,
        purpose,
        details: { question: id, compared: counts.compared, silent: counts.silent },
      })
      return id
    })
  }

  function viewerOf(context: Asked) {
    return { accountId: accountIdOf(context), at: now() }
  }
}

function halfOpen({ from, to }: { from: number; to: number }) {
  return { from, to: to + 1 }
}
