import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import {
  crimeMappingIntervals,
  type LawfulIntervals,
  overlappingActivations,
} from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import { readPeople } from '../ingest/people-json.ts'
import { type Input, readWhole } from './read-input.ts'

/** Who may lawfully be compared, from people.json. */
export interface LoadedPeople {
  readonly lawful: LawfulIntervals
  readonly input: Input
  /** What a person should know though nothing failed. */
  readonly warnings: readonly string[]
}

/** @throws AppError FILE_UNREADABLE or PEOPLE_INVALID, naming the file and every fault. */
export function loadPeople(path: string): LoadedPeople {
  const { bytes, sha256 } = readWhole(path)
  const file = basename(path)
  try {
    const people = readPeople(bytes)
    const lawful = crimeMappingIntervals(people)
    const input = { file, sha256, rows: people.deviceWearers.length }
    const warnings = doubtful(people, lawful).map((doubt) => `${file}: ${doubt}`)
    return { lawful, input, warnings }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const message = `Cannot use ${file}, so nothing was compared (who may lawfully be compared is not known): ${error.message}`
    throw new AppError(error.code, message, { cause: error })
  }
}

/** What is allowed in people.json and yet seldom meant. */
function doubtful(people: People, lawful: LawfulIntervals): string[] {
  const doubts = overlappingActivations(people).map(
    ([first, second]) =>
      `activations ${first} and ${second} put one device on two wearers at once; its positions count for both`,
  )
  const wearers = new Set(people.deviceWearers.map(({ id }) => id))
  const named = [...people.deviceActivations, ...people.monitoringOrders]
  const strangers = new Set(
    named.flatMap(({ deviceWearerId: id }) => (wearers.has(id) ? [] : [id])),
  )
  for (const id of strangers) {
    doubts.push(
      `"${id}" is named by an activation or an order and is not among deviceWearers; it is compared all the same`,
    )
  }
  if (lawful.deviceWearerIds.length === 0) {
    doubts.push(
      'nobody in it may be compared with crimes (no activation under an order whose trail condition permits crime mapping)',
    )
  }
  return doubts
}
