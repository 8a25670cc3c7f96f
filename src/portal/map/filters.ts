import { grouped } from '../../domain/count-text.ts'
import type { MapPosition } from './map-data.ts'

/** The accuracies a reader may ask for, in metres, from the widest; none asks for nothing. */
export const accuracyLimits = [undefined, 1000, 500, 200, 100, 50, 30, 20, 10] as const

/** What a reader does not want to see for now. */
export interface MapFilter {
  /** Mechanisms that are switched off. */
  readonly without: ReadonlySet<string>
  /** No worse than this; what has no accuracy is not known to be, and is hidden too. */
  readonly worstMetres: number | undefined
}

/** 1 for each position that the filter hides. */
export function hiddenBy(
  positions: readonly MapPosition[],
  { without, worstMetres }: MapFilter,
): Uint8Array {
  return Uint8Array.from(positions, ({ mechanism, accuracyMetres }) =>
    Number(
      without.has(mechanism) ||
        (worstMetres !== undefined && !((accuracyMetres ?? Infinity) <= worstMetres)),
    ),
  )
}

/** `1,204 of 20,160 positions hidden by filters`. */
export function hiddenText(hidden: number, count: number): string {
  if (hidden === 0) return `All ${grouped(count)} positions shown`
  return `${grouped(hidden)} of ${grouped(count)} positions hidden by filters`
}

/** `No worse than 50 m`. */
export function limitText(worstMetres: number | undefined): string {
  return worstMetres === undefined ? 'Any accuracy' : `No worse than ${grouped(worstMetres)} m`
}
