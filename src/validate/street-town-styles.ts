import type { TownStyle } from '../simulate/town-style.ts'
import type { StreetTownMode } from './street-towns.ts'

/**
 * Narrow, so that a position within 100 m calls some twenty people near for each one who matters, as
 * in practice. Some crimes find no offender, and some offenders cannot lawfully be compared: about
 * 250 of 1,500 are by wearers.
 */
const shared: Partial<TownStyle> = { width: 0.4, crimesByWearers: 0.19 }
const away: Partial<TownStyle> = {
  ...shared,
  closeToHaunt: 0,
  awayMetres: [400, 1600],
  metresFromHaunts: [300, Infinity],
}
const near: Partial<TownStyle> = {
  ...shared,
  closeToHaunt: 1,
  closeMetres: [20, 200],
  metresFromHaunts: [10, 250],
}
const byCell: Partial<TownStyle> = { mostlyByCell: 0.8 }
/** Circles that hold the truth about one time in three, as phones' do on a bad day. */
const overconfident: Partial<TownStyle> = {
  errorScale: 1.5,
  quotedBySatellite: 0.8,
  quotedByCell: 0.8,
}
const longWindows: Partial<TownStyle> = { windows: [0.05, 0.05, 0.3, 0.6] }
/** People who stop everywhere, live together and pass scenes every day. */
const busy: Partial<TownStyle> = {
  waysOfLife: [0.6, 0.25, 0.05, 0.1],
  hostelDwellers: 12,
  stopsADay: 4,
  riders: 0.15,
  stopsOnWalks: 0.4,
  scenesOnCommutes: 0.5,
  secondsBefore: [30, 180],
  secondsAfter: [30, 300],
}

/** The towns the engine is measured on: offences away from or near the offender's haunts, by habits. */
export const streetTownStyles: readonly StreetTownMode[] = [
  { mode: 'away-gps', style: away },
  { mode: 'near-gps', style: near },
  // Where the offender would have been at that minute anyway: at a haunt, or on the way.
  {
    mode: 'routine-gps',
    style: { ...shared, closeToHaunt: 0, closeToRoutine: 1, closeMetres: [20, 200] },
  },
  { mode: 'away-lbs', style: { ...away, ...byCell } },
  { mode: 'near-lbs', style: { ...near, ...byCell } },
  { mode: 'near-overconfident', style: { ...near, ...overconfident } },
  { mode: 'away-long-windows', style: { ...away, ...longWindows } },
  { mode: 'near-long-windows', style: { ...near, ...longWindows } },
  { mode: 'away-busy', style: { ...away, ...busy } },
  { mode: 'near-busy', style: { ...near, ...busy } },
  // A position every five minutes, and places that police know badly.
  {
    mode: 'away-sparse',
    style: { ...away, minutesBetweenPositions: 5, placing: [0.3, 0.3, 0.3, 0.1] },
  },
]
