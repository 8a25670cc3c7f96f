import type { Instant } from '../../domain/interval.ts'
import { everyDeviceItsOwnWearer } from '../../domain/lawful-intervals.ts'
import { PositionColumnsBuilder } from '../../domain/position-columns.ts'
import { Random } from '../../simulate/random.ts'
import { crimeKey, type PlantedOffence, type ValidationTown } from '../validation-town.ts'
import { crimesByOthers } from './crimes-by-others.ts'
import { addInnocentStops } from './innocent-stops.ts'
import { type Itinerary, travel, type Visit } from './itinerary.ts'
import { type Offence, plantOffences } from './offences.ts'
import { type OffenceMode, type OpenTownHabits, ordinaryHabits } from './open-town-habits.ts'
import { latitudeOf, longitudeOf } from './plain.ts'
import { planDays } from './plan-days.ts'
import { openTownMechanisms, recordTrail } from './record-trail.ts'
import { reportCrime, type TrueCrime } from './report-crime.ts'
import { settle } from './settlement.ts'
import { shareOut } from './share-out.ts'
import { Tag } from './tag.ts'
import { wearersOf } from './wearers.ts'

export interface OpenTownOptions extends Partial<OpenTownHabits> {
  readonly seed: number
  readonly mode: OffenceMode
  /** Told in the town's name. */
  readonly style?: string
  readonly wearers?: number
  readonly days?: number
  /** By wearers; at most one for each wearer and day. */
  readonly offences?: number
}

/** A Monday in winter, when London keeps UTC. */
const START: Instant = Date.UTC(2026, 0, 5)
const DAY = 86_400_000
const MINUTES_A_DAY = 1440
const MASTS = 60

/**
 * A town on a plain without streets, where people live by habit, stop for no reason, and sometimes
 * offend. It knows nothing of the engine or of the other simulator, so that what was fitted on that
 * one can be tried on this. The same options give the same town.
 */
export function openTown(options: OpenTownOptions): ValidationTown {
  const { seed, mode, style = 'ordinary', days = 28, offences = 250 } = options
  const habits: OpenTownHabits = { ...ordinaryHabits, ...options }
  const settlement = settle(new Random(seed, 'open plain'))
  const wearers = wearersOf(settlement, habits, options.wearers ?? 150, seed)
  const mastRandom = new Random(seed, 'open masts')
  const masts = Array.from({ length: MASTS }, () => ({
    x: mastRandom.between(-5500, 5500),
    y: mastRandom.between(-5500, 5500),
  }))
  const offenceDays = shareOut(offences, wearers.length, days, new Random(seed, 'open offenders'))
  const positions = new PositionColumnsBuilder(wearers.length * days * MINUTES_A_DAY)
  positions.mechanisms.push(...openTownMechanisms)
  const done: Offence[] = []
  for (const [device, wearer] of wearers.entries()) {
    positions.deviceIds.push(wearer.id)
    const random = (purpose: string): Random => new Random(seed, 'open', purpose, device)
    const retrace = (visits: readonly Visit[]): Itinerary =>
      travel(visits, START, wearer.metresPerSecond, settlement.crossings)
    const visits = planDays(wearer, settlement, START, days, random('days'))
    const stops = Math.round(wearer.stopsPerDay * days)
    addInnocentStops(visits, retrace(visits), stops, habits.errandShare, random('stops'))
    const offending = random('offences')
    const daysOfOffences = offenceDays[device] ?? []
    done.push(
      ...plantOffences(wearer, visits, daysOfOffences, START, mode, settlement, retrace, offending),
    )
    const tag = new Tag(habits, masts, random('tag'))
    const reporting = { device, tag, mostlyLbs: wearer.mostlyLbs, silences: habits.silences }
    const end = START + days * DAY
    recordTrail(positions, retrace(visits), START, end, reporting, settlement, random('trail'))
  }
  const byOthers = crimesByOthers(
    Math.round(offences * habits.othersPerOffence),
    START,
    days,
    settlement,
    wearers,
    habits,
    new Random(seed, 'open others'),
  )
  // Numbered as they happened, so that a reference says nothing of who did it.
  const reported = [...done, ...byOthers]
    .sort((a, b) => a.occurredAt - b.occurredAt)
    .map((crime, index) => ({
      crime,
      version: reportCrime(crime, index + 1, habits, new Random(seed, 'open report', index)),
    }))
  return {
    name: `open plain, ${style}, ${mode}, seed ${seed}`,
    mode,
    positions: positions.build(),
    lawful: everyDeviceItsOwnWearer(positions.deviceIds),
    crimes: reported.map(({ version }) => version),
    offences: new Map(
      reported.flatMap(({ crime, version }) =>
        isByWearer(crime) ? [[crimeKey(version), planted(crime)] as const] : [],
      ),
    ),
    homes: new Map(
      wearers.map(({ id, home }) => [
        id,
        { latitude: latitudeOf(home), longitude: longitudeOf(home) },
      ]),
    ),
  }
}

function isByWearer(crime: TrueCrime | Offence): crime is Offence {
  return 'deviceWearerId' in crime
}

function planted({ deviceWearerId, occurredAt, scene, metresFromHaunt }: Offence): PlantedOffence {
  const [latitude, longitude] = [latitudeOf(scene), longitudeOf(scene)]
  return { deviceWearerId, occurredAt, latitude, longitude, metresFromHaunt }
}
