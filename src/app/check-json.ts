import { formatInstant } from '../domain/instant-text.ts'
import type { ClosedWindow } from '../domain/interval.ts'
import type { CheckedPair } from './check-pair.ts'

/** A checked pair as JSON tells it: instants as text, and what has no number (a distance to no trail) as null. */
export function pairAsJson(pair: CheckedPair) {
  const { crime, evidence, why } = pair
  return {
    policeForce: crime.policeForce,
    crimeReference: crime.crimeReference,
    crimeVersion: crime.version,
    crimeType: crime.crimeType,
    crimeWindow: spoken(crime.window),
    window: spoken(pair.window),
    latitude: crime.latitude,
    longitude: crime.longitude,
    deviceWearerId: pair.deviceWearerId,
    algorithmVersion: pair.algorithmVersion,
    evidence,
    why: {
      ...why,
      ...(why.closest && { closest: { ...why.closest, at: formatInstant(why.closest.at) } }),
      visits: why.visits.map((visit) => ({ ...visit, ...spoken(visit) })),
    },
    chance: pair.chance,
    explanation: pair.explanation,
  }
}

function spoken({ from, to }: ClosedWindow) {
  return { from: formatInstant(from), to: formatInstant(to) }
}
