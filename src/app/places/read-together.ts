import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { type LawfulIntervals, supervisionIntervals } from '../../domain/lawful-intervals.ts'
import {
  type Meeting,
  meetingsOf,
  nearTrail,
  type TogetherSettings,
} from '../../patterns/together.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { visibleLegalBasis } from '../../store/records/visible-legal-basis.ts'
import { visibleNames } from '../../store/records/visible-names.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { DataFolder } from '../data-folder.ts'
import { inBreaths } from '../in-breaths.ts'
import { inTurn } from '../in-turn.ts'
import { type Movement, movementsOf, readMovements } from '../read-movements.ts'

const turn = {}

/** Somebody whom the account may see and who was near. */
export interface Companion {
  readonly id: string
  readonly names: readonly string[]
  readonly meetings: readonly Meeting[]
}

export interface TogetherRead {
  /** In order of the first meeting. */
  readonly companions: readonly Companion[]
  /** How many others were looked at: whom the account may see and whose trail may be read in the period. */
  readonly lookedAt: number
  /** Positions of the person themselves. */
  readonly positions: number
}

/**
 * Who of those the account may see was near somebody, and when. Nobody else is looked at: not their ids, not how many they are.
 *
 * One question is answered after another: each holds the trails of everybody near.
 *
 * @param within days, not months: every trail near this one's is read.
 */
export function readTogether(
  folder: Pick<DataFolder, 'records' | 'archive'>,
  viewer: Viewer,
  person: PersonFile,
  within: Interval,
  settings: TogetherSettings,
): Promise<TogetherRead> {
  return inTurn(turn, () => read(folder, viewer, person, within, settings))
}

async function read(
  { records, archive }: Pick<DataFolder, 'records' | 'archive'>,
  viewer: Viewer,
  person: PersonFile,
  within: Interval,
  settings: TogetherSettings,
): Promise<TogetherRead> {
  const { positions: own } = await readMovements(archive, person, within, viewer.at)
  const others = await visibleOthers(records, viewer, person.id)
  const lawful = others.deviceWearerIds.flatMap((id) =>
    others.ofWearer(id).filter((each) => intersect(each, within)),
  )
  const lookedAt = new Set(lawful.map(({ deviceWearerId }) => deviceWearerId)).size
  const circles = nearTrail(own, settings)
  const near =
    lawful.length === 0 || circles.length === 0
      ? []
      : movementsOf(await archive.readNear(lawful, circles))
  const found: { readonly id: string; readonly meetings: readonly Meeting[] }[] = []
  const breath = inBreaths()
  for (const [id, trail] of byWearer(near, others)) {
    await breath()
    const meetings = meetingsOf(own, trail, settings)
    if (meetings.length > 0) found.push({ id, meetings })
  }
  const names = await visibleNames(
    records,
    viewer,
    found.map(({ id }) => id),
  )
  const companions = found
    // A permission that ended meanwhile ends here.
    .filter(({ id }) => names.has(id))
    .map((each) => ({ ...each, names: names.get(each.id) ?? [] }))
    .sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))
  return { companions, lookedAt, positions: own.length }
}

async function visibleOthers(
  records: DataFolder['records'],
  viewer: Viewer,
  id: string,
): Promise<LawfulIntervals> {
  const { deviceActivations, monitoringOrders } = await visibleLegalBasis(
    records,
    viewer,
    undefined,
  )
  return supervisionIntervals({
    deviceActivations: deviceActivations.filter(({ deviceWearerId }) => deviceWearerId !== id),
    monitoringOrders,
  })
}

/** Positions by whom they are of at that instant. */
function byWearer(
  positions: readonly Movement[],
  lawful: LawfulIntervals,
): ReadonlyMap<string, readonly Movement[]> {
  const trails = new Map<string, Movement[]>()
  for (const position of positions) {
    for (const { deviceWearerId, from, to } of lawful.ofDevice(position.device)) {
      if (position.capturedAt < from || position.capturedAt >= to) continue
      const trail = trails.get(deviceWearerId)
      if (trail) trail.push(position)
      else trails.set(deviceWearerId, [position])
    }
  }
  return trails
}

function startOf({ meetings }: Pick<Companion, 'meetings'>): Instant {
  return meetings[0]?.from ?? 0
}
