import { openTown } from './open-towns/open-town.ts'
import { openTownStyles } from './open-towns/open-town-styles.ts'
import { streetTownStyles } from './street-town-styles.ts'
import { streetTown } from './street-towns.ts'
import type { ValidationMode } from './validation-result.ts'
import type { ValidationTown } from './validation-town.ts'

/** A town to be made: `street` and `open` are two simulators that share nothing but the clock. */
export interface PlannedTown {
  readonly simulator: 'street' | 'open'
  /** A mode of {@link streetTownStyles}, or `mode/style` of {@link openTownStyles}. */
  readonly style: string
  readonly seed: number
}

/** How large towns are made; smaller ones to try things. */
export interface TownSize {
  readonly wearers: number
  readonly days: number
}

interface PlannedMode extends Omit<ValidationMode, 'result'> {
  readonly towns: readonly PlannedTown[]
}

const street = (style: string, seed: number): PlannedTown => ({ simulator: 'street', style, seed })
const open = (style: string, seed: number): PlannedTown => ({ simulator: 'open', style, seed })

/** Towns the calibration is fitted on; none of them is reported on. */
export const fittingTowns: readonly PlannedTown[] = [
  street('away-gps', 11),
  street('near-gps', 12),
  street('near-overconfident', 13),
  street('near-long-windows', 14),
  street('away-busy', 15),
  open('away/gps', 21),
  open('near/gps', 22),
  open('near/long windows', 23),
  open('mixed/riders and hostels', 24),
  open('near/half by cell', 25),
]

/** What is reported on, pooled by mode. */
export const reportedModes: readonly PlannedMode[] = [
  {
    name: 'Away from haunts',
    description:
      'Offences hundreds of metres to kilometres from where the offender usually is; a position a minute by satellite. Ordinary towns, towns whose circles are far too small, and towns where people stop outdoors several times a day.',
    offences: 'away from haunts',
    towns: [
      open('away/gps', 121),
      open('away/overconfident circles', 122),
      open('away/wanderers, vague places', 123),
      street('away-gps', 111),
      street('away-busy', 112),
    ],
  },
  {
    name: 'Near haunts',
    description:
      'Offences 20 to 200 metres from where the offender was staying or usually stays; otherwise as before.',
    offences: 'near haunts',
    towns: [
      open('near/gps', 131),
      open('near/overconfident circles', 132),
      street('near-gps', 113),
      street('near-overconfident', 114),
      street('near-busy', 115),
    ],
  },
  {
    name: 'Windows of up to twelve hours',
    description:
      'More than half of the windows are hours long, and tags fall silent twice as often; offences away from haunts and near them.',
    offences: 'mixed',
    towns: [
      open('away/long windows', 141),
      open('near/long windows', 142),
      street('away-long-windows', 116),
      street('near-long-windows', 117),
    ],
  },
  {
    name: 'Cell towers',
    description:
      'Half to four fifths of wearers are placed mostly by cell tower, every few minutes and hundreds of metres wrong, or at the tower itself.',
    offences: 'mixed',
    towns: [
      open('away/half by cell', 151),
      open('near/half by cell', 152),
      open('away/half by mast', 153),
      street('near-lbs', 118),
    ],
  },
  {
    name: 'Riders, hostels, daily routines, sparse positions',
    description:
      'A quarter of wearers ride for delivery with dozens of stops a day, hostels hold six at one address; offences at the minute the offender would have been there anyway; a position only every five minutes.',
    offences: 'mixed',
    towns: [
      open('mixed/riders and hostels', 161),
      street('routine-gps', 119),
      street('away-sparse', 120),
    ],
  },
]

/** Like the towns reported on, made from other seeds: wrong absence alone is tried on their true pairs. */
export const offenceTowns: readonly PlannedTown[] = reportedModes.flatMap(({ towns }) =>
  towns.map((town) => ({ ...town, seed: town.seed + 400 })),
)

/** @throws RangeError when there is no such style. */
export function makePlannedTown(
  { simulator, style, seed }: PlannedTown,
  { wearers, days }: TownSize,
): ValidationTown {
  const share = (wearers / 150) * (days / 28)
  if (simulator === 'street') {
    const found = streetTownStyles.find(({ mode }) => mode === style)
    if (!found) throw new RangeError(`Cannot make a town: no street town style is "${style}"`)
    return streetTown({ ...found, seed, wearers, days, crimes: Math.round(1500 * share) })
  }
  const found = openTownStyles.find((each) => `${each.mode}/${each.style}` === style)
  if (!found) throw new RangeError(`Cannot make a town: no open town style is "${style}"`)
  return openTown({ ...found, seed, wearers, days, offences: Math.round(250 * share) })
}
