import { formatInstant } from '../domain/instant-text.ts'
import type { People } from '../domain/people.ts'
import { peopleAsJson } from '../domain/people-as-json.ts'

/** How some systems write "still active". */
const SENTINEL = '2999-12-12T23:59:59Z'

/** The text of people.json. Open ends are null, or for every third activation the sentinel. */
export function peopleFile(people: People): string {
  const written = peopleAsJson(people)
  const file = {
    ...written,
    deviceActivations: people.deviceActivations.map((activation, index) => ({
      ...activation,
      from: formatInstant(activation.from),
      to:
        activation.to === Infinity
          ? index % 3 === 1
            ? SENTINEL
            : null
          : formatInstant(activation.to),
    })),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}
