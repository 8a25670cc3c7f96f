import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { monitoringIntervals } from '../../domain/lawful-intervals.ts'
import { MOST_POSITIONS } from '../../domain/movement-parts.ts'
import type { Observation } from '../../monitoring/finding.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { type Movement, readMovements } from '../read-movements.ts'

const MINUTE = 60_000
/** Shown before and after, so that coming and going is seen. */
const AROUND = 30 * MINUTE
/**
 * Of an incident that lasts longer the first day is shown, and of a device that reports more often than one page takes the
 * first of its positions; the rest is in the person's movements.
 */
const MOST = 24 * 60 * MINUTE

/** A position around an incident; those it stands on have their number among them, from 1. */
interface IncidentPosition extends Movement {
  readonly evidence: number | undefined
}

export interface IncidentPositions {
  readonly within: Interval
  /** Whether more is known of it than is shown. */
  readonly isCut: boolean
  /** In order of capture. */
  readonly positions: readonly IncidentPosition[]
}

/**
 * The positions of a person around an incident: what a trail condition lets be looked at, and what the incident
 * stands on as far as any condition lets it be kept.
 */
export async function readIncidentPositions(
  archive: PositionArchive,
  person: PersonFile,
  found: VisibleIncident,
  now: Instant,
): Promise<IncidentPositions> {
  const { startsAt, endsAt, finding } = found
  const end = endsAt ?? now
  const stretch = incidentStretch(found, now)
  const read = await readMovements(archive, person, stretch, now)
  const { within, positions } = onOnePage(stretch, read.positions)
  const lawful = monitoringIntervals(person).ofWearer(person.id)
  const evidence = finding.evidence.flatMap((observation, index) => {
    const at = { from: observation.capturedAt, to: observation.capturedAt + 1 }
    const worn = lawful.find((interval) => intersect(interval, at))
    return worn ? [{ ...observation, device: worn.deviceId, evidence: index + 1 }] : []
  })
  const shown = positions.map((position) => ({
    ...position,
    evidence: evidence.find((one) => isSame(one, position))?.evidence,
  }))
  const others = evidence.filter((one) => !positions.some((position) => isSame(one, position)))
  return {
    within,
    isCut: end > startsAt + MOST || within.to < stretch.to,
    positions: [...shown, ...others].sort((a, b) => a.capturedAt - b.capturedAt),
  }
}

/** What is shown of an incident: a day of it at most, and half an hour before and after. */
export function incidentStretch(
  { startsAt, endsAt }: Pick<VisibleIncident, 'startsAt' | 'endsAt'>,
  now: Instant,
): Interval {
  const end = endsAt ?? now
  return {
    from: startsAt - AROUND,
    to: Math.min(Math.max(startsAt, Math.min(end, startsAt + MOST)) + AROUND, Math.max(now, end)),
  }
}

/** The first positions of a stretch, by time, and the stretch that they tell of: as many as one page takes. */
export function onOnePage<P extends { readonly capturedAt: Instant }>(
  within: Interval,
  positions: readonly P[],
  most = MOST_POSITIONS,
): { readonly within: Interval; readonly positions: readonly P[] } {
  const next = positions[most]
  if (!next) return { within, positions }
  return { within: { ...within, to: next.capturedAt }, positions: positions.slice(0, most) }
}

/** Evidence may have gone through JSON; the archive keeps ten-millionths of a degree. */
function isSame(one: Observation, other: Movement): boolean {
  return (
    one.capturedAt === other.capturedAt &&
    Math.abs(one.latitude - other.latitude) < 1e-6 &&
    Math.abs(one.longitude - other.longitude) < 1e-6
  )
}
