import {
  deleteEmptyTeam,
  insertTeam,
  renameTeamTo,
  teamExists,
} from '../../store/records/team-records.ts'
import { type AccountWork, altering, invalid, notFound, notPermitted } from './account-work.ts'

/** @throws AppError INPUT_INVALID with `field`. */
export function createTeam(work: AccountWork, typed: string): Promise<void> {
  const name = typed.trim()
  return altering(work, 'teams', async (transaction) => {
    if (name === '') throw invalid('Cannot make a team: expected a name', 'name')
    if (!(await insertTeam(transaction, name, work.now))) throw taken(name)
    return { result: undefined, details: { change: 'created', team: name } }
  })
}

/**
 * Gives a team another name, in accounts, cover and allocations too. A people file that still says the
 * old one makes that team again.
 *
 * @throws AppError INPUT_INVALID with `field`.
 */
export function renameTeam(work: AccountWork, from: string, typed: string): Promise<void> {
  const to = typed.trim()
  return altering(work, 'teams', async (transaction) => {
    if (to === '') throw invalid('Cannot rename a team: expected a name', 'name')
    if (await teamExists(transaction, to)) throw taken(to)
    if (!(await renameTeamTo(transaction, from, to))) throw unknown(from)
    return { result: undefined, details: { change: 'renamed', team: to, was: from } }
  })
}

/** @throws AppError NOT_FOUND; NOT_PERMITTED unless nothing ever named it. */
export function deleteTeam(work: AccountWork, name: string): Promise<void> {
  return altering(work, 'teams', async (transaction) => {
    if (!(await deleteEmptyTeam(transaction, name))) {
      if (!(await teamExists(transaction, name))) throw unknown(name)
      throw notPermitted(
        `Cannot delete team "${name}": accounts, cover, allocations or notices name it; expected a team without`,
      )
    }
    return { result: undefined, details: { change: 'deleted', team: name } }
  })
}

function taken(name: string) {
  return invalid(`Cannot call a team "${name}": there is one; expected another name`, 'name')
}

function unknown(name: string) {
  return notFound(`Cannot use team "${name}": there is none; expected one of the teams`)
}
