import type { Instant } from '../../domain/interval.ts'
import type { MapBand } from './map-legs.ts'

/** What the lines beneath the scrubber say of an instant: `Curfew: curfew hours. At home: not known`. */
export function bandsAt(bands: readonly MapBand[], at: Instant): string {
  return bands
    .filter(({ from, to }) => from <= at && at < to)
    .map(({ line, text }) => `${line}: ${text}`)
    .join('. ')
}
