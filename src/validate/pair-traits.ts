import { crimeTypes } from '../domain/crime-types.ts'

/** How a pair of crime and wearer may be told from others; a column of codes each, indexes into `classes`. */
export interface PairTrait {
  readonly title: string
  readonly classes: readonly string[]
}

export const pairTraits = {
  crimeType: { title: 'Type of crime', classes: [...Object.values(crimeTypes), 'Other'] },
  windowLength: {
    title: "Length of the crime's window",
    classes: ['An instant', 'To 30 minutes', 'To 4 hours', 'To 12 hours', 'Over 12 hours'],
  },
  mechanism: {
    title: "Most of the wearer's positions in the window",
    classes: ['GPS', 'LBS', 'Other', 'No position'],
  },
  homeDistance: {
    title: "The crime from the wearer's home",
    classes: ['Under 200 m', '200 m to 1 km', '1 to 5 km', '5 km or more', 'Home not known'],
  },
  hauntDistance: {
    title: "The offence from its offender's closest usual place",
    classes: ['Under 200 m', '200 m to 1 km', '1 km or more', 'Offender wears no tag'],
  },
  approach: {
    title: "The trail's closest approach to the reported place",
    classes: [
      'Under 300 m',
      '300 to 450 m',
      '450 to 600 m',
      '600 m to 1 km',
      '1 to 2 km',
      '2 km or more',
      'No trail',
    ],
  },
} as const satisfies Readonly<Record<string, PairTrait>>

export type PairTraitName = keyof typeof pairTraits

const typeCodes = Object.keys(crimeTypes)

export function crimeTypeClass(code: string): number {
  const index = typeCodes.indexOf(code)
  return index < 0 ? typeCodes.length : index
}

/** @param minutes from the window's start to its end; both ends belong to it. */
export function windowLengthClass(minutes: number): number {
  return classBelow(minutes, [Number.MIN_VALUE, 30 + 1e-9, 240 + 1e-9, 720 + 1e-9])
}

/** @param metres `undefined` where no home is known. */
export function homeDistanceClass(metres: number | undefined): number {
  return metres === undefined ? 4 : classBelow(metres, [200, 1000, 5000])
}

/** @param metres `undefined` where nobody with a tag did it. */
export function hauntDistanceClass(metres: number | undefined): number {
  return metres === undefined ? 3 : classBelow(metres, [200, 1000])
}

/** @param metres infinite, or `undefined`, where there is no trail. */
export function approachClass(metres = Infinity): number {
  return classBelow(metres, [300, 450, 600, 1000, 2000, Infinity])
}

function classBelow(value: number, limits: readonly number[]): number {
  const index = limits.findIndex((limit) => value < limit)
  return index < 0 ? limits.length : index
}
