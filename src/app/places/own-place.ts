import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { addOwnPlace, endOwnPlace, ownPlacesOf } from '../../store/records/own-places.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'

const WHAT = 'own places'
const RADIUS_METRES = { least: 10, most: 1000 }
const MOST_NAME = 100
const MOST_WHY = 500
/** More are no list that anybody keeps in mind. */
const MOST_PLACES = 100

/** Whose place, and who says so. */
interface OfPerson {
  readonly accountId: number
  readonly deviceWearerId: string
}

/** A place as it was typed; where it lies is read. */
export interface TypedOwnPlace {
  readonly name: string
  readonly latitude: number
  readonly longitude: number
  readonly radius: string
  readonly why: string
  /** Of the position it was taken from. */
  readonly positionAt: Instant | undefined
}

/**
 * Adds a place that visits of one person are told to from then on, also those of before.
 *
 * @throws AppError NOT_FOUND; RESTRICTED; INPUT_INVALID with the field.
 */
export function keepOwnPlace(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
  { name, latitude, longitude, radius, why, positionAt }: TypedOwnPlace,
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    await findPerson(transaction, { accountId, at: work.now }, deviceWearerId)
    if (name === '') throw invalid('Enter a name for the place', 'name')
    if (name.length > MOST_NAME) throw invalid(`Enter at most ${MOST_NAME} characters`, 'name')
    const radiusMetres = Number(radius)
    const { least, most } = RADIUS_METRES
    if (radius === '' || !(radiusMetres >= least && radiusMetres <= most)) {
      throw invalid(`Enter a radius from ${least} to ${most} metres`, 'radius')
    }
    if (why.length < 3) throw invalid('Say why visits to it matter', 'why')
    if (why.length > MOST_WHY) throw invalid(`Enter at most ${MOST_WHY} characters`, 'why')
    const standing = (await ownPlacesOf(transaction, deviceWearerId)).filter(({ ended }) => !ended)
    if (standing.length >= MOST_PLACES) {
      throw invalid(`This person has ${MOST_PLACES} places already: end one first`, 'name')
    }
    const place = { name, latitude, longitude, radiusMetres, why, positionAt }
    const by = { accountId, at: work.now }
    const id = await addOwnPlace(transaction, deviceWearerId, place, by)
    return {
      result: undefined,
      subjects: [deviceWearerId],
      details: { change: 'added', place: id },
    }
  })
}

/** Says that visits to a place are not told any more. @throws AppError NOT_FOUND; RESTRICTED; ALREADY_DECIDED; INPUT_INVALID. */
export function endPlace(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
  { placeId, why }: { readonly placeId: number | undefined; readonly why: string },
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    await findPerson(transaction, { accountId, at: work.now }, deviceWearerId)
    if (placeId === undefined) throw invalid('Choose the place', 'ended')
    if (why.length < 3) throw invalid('Say why visits to it matter no more', 'endWhy')
    if (why.length > MOST_WHY) throw invalid(`Enter at most ${MOST_WHY} characters`, 'endWhy')
    const by = { id: placeId, accountId, at: work.now, why }
    if (!(await endOwnPlace(transaction, deviceWearerId, by))) {
      const message = 'Cannot end the place: there is none of that number that stands'
      throw new AppError('ALREADY_DECIDED', message, { subjects: [deviceWearerId] })
    }
    return {
      result: undefined,
      subjects: [deviceWearerId],
      details: { change: 'ended', place: placeId },
    }
  })
}
