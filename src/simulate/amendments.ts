import type { ClosedWindow } from '../domain/interval.ts'
import { LONGEST_WINDOW } from './crime-windows.ts'
import { reportedPlaceOf, type TownCrime } from './crimes.ts'
import type { Random } from './random.ts'
import { MINUTE } from './uk-clock.ts'

/** The crime as police tell it again once they know more: another window, place or text. */
export function amended(crime: TownCrime, random: Random): TownCrime {
  const what = random.whole(3)
  if (what === 0) return { ...crime, window: amendedWindow(crime) }
  if (what === 1) return { ...crime, reportedPlace: reportedPlaceOf(crime.scene, 8, random) }
  const crimeText = `${crime.crimeText}${crime.crimeText ? '\n' : ''}Amended: seen on camera, twice`
  return { ...crime, crimeText }
}

/** Half as long before the crime where there was a before, else ten minutes longer. */
function amendedWindow({ occurredAt, window }: TownCrime): ClosedWindow {
  const before = occurredAt - window.from
  const from = Math.floor((occurredAt - before / 2) / MINUTE) * MINUTE
  if (from > window.from) return { from, to: window.to }
  const wider = window.from - 10 * MINUTE
  return { from: wider, to: Math.min(window.to, wider + LONGEST_WINDOW) }
}
